namespace Cmae.MLNet.Training.RunFolder;

/// <summary>A line of metrics.jsonl: figures of a step. Immutable.</summary>
/// <typeparam name="TSelf">The lines of one kind of training.</typeparam>
internal interface IMetricsLine<TSelf>
    where TSelf : class, IMetricsLine<TSelf>
{
    /// <summary>Number of the step, from 1.</summary>
    long Step { get; }

    /// <summary>The line with its line break.</summary>
    byte[] ToBytes();

    /// <summary>The figures by name, in groups such as <c>training/</c>, as TensorBoard shows them.</summary>
    IEnumerable<KeyValuePair<string, double>> Figures();

    /// <summary>The figures by name that were measured before this step, which is the first: those of step 0. None in other lines.</summary>
    IEnumerable<KeyValuePair<string, double>> InitialFigures() => [];

    /// <summary>Parses a line; null if it is not valid, such as one that a killed process left half-written.</summary>
    static abstract TSelf? Parse(ReadOnlySpan<byte> line);
}
