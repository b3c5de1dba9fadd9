namespace Cmae.MLNet.Samples.Benchmarks.Inference;

/// <summary>An encoder whose features are computed.</summary>
/// <param name="Name">What it is.</param>
/// <param name="CreateEncoder">Makes or loads it.</param>
internal sealed record InferenceSize(string Name, Func<CmaeEncoder> CreateEncoder)
{
    /// <summary>Images of a batch, if there is one.</summary>
    public const int BatchSize = 8;

    /// <summary>
    /// Images of a run of the ways that read a data view: batches of the live transformer double from 1 up to 8, and stay there.
    /// </summary>
    public const int BulkImages = 1 + 2 + 4 + (2 * BatchSize);

    /// <summary>Two sizes with random weights: what features cost does not depend on them.</summary>
    public static IReadOnlyList<InferenceSize> All { get; } =
        [Untrained("ViT-S/16, 224 px", CmaeArchitecture.Small), Untrained("ViT-B/16, 224 px", CmaeArchitecture.Base)];

    /// <summary>A trained encoder: what rounding does to features does depend on the weights.</summary>
    public static InferenceSize OfFile(FileInfo file) => new(file.Name, () =>
    {
        var encoder = CmaeEncoder.Load(file.FullName);
        // The images are as large as the encoder sees them.
        return new CmaeEncoder(
            encoder.Configuration with { Preprocessing = encoder.Preprocessing with { ResizeSize = encoder.ImageSize } }, encoder.Weights);
    });

    private static InferenceSize Untrained(string name, CmaeArchitecture architecture) =>
        new(name, () => CmaeEncoder.CreateUntrained(new(architecture, 224, 16)));
}
