namespace Cmae.MLNet.FineTuning;

/// <summary>The images of a task: how many are not trained on, and what a run folder says of them.</summary>
/// <param name="Validation">Images to validate on.</param>
/// <param name="Skipped">Images that could not be read and are left out.</param>
internal readonly record struct ImageCounts(int Validation, int Skipped)
{
    /// <summary>A hash of all images and of what is to be learned of them: a resumed run must have the same.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>Bytes of decoded images in memory.</summary>
    public long CachedBytes { get; init; }

    /// <summary>Names of the classes; null if the task has none.</summary>
    public IReadOnlyList<string>? Classes { get; init; }
}
