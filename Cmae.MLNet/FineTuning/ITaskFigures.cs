namespace Cmae.MLNet.FineTuning;

/// <summary>How well a model does a task: the loss, and whatever else the task measures. Immutable.</summary>
/// <remarks>A checkpoint holds those of the current epoch's steps as JSON: they are to be read back equal.</remarks>
/// <typeparam name="TSelf">The figures of the task.</typeparam>
internal interface ITaskFigures<TSelf>
    where TSelf : class, ITaskFigures<TSelf>
{
    /// <summary>Mean loss.</summary>
    double Loss { get; }

    /// <summary>
    /// Whether these figures, measured on the same images, are better: the best epoch is the one that no other is better than.
    /// </summary>
    bool IsBetterThan(TSelf other);

    /// <summary>The figures in words, for the log.</summary>
    string Describe();

    /// <summary>The figures by name in camel case, as metrics.jsonl and TensorBoard have them; those that are not finite are left out.</summary>
    IReadOnlyDictionary<string, double> Values => new Dictionary<string, double> { ["loss"] = Loss };

    /// <summary>The figures of several batches as one.</summary>
    static abstract TSelf Mean(IReadOnlyList<TSelf> parts);
}
