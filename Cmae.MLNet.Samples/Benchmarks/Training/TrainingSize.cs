namespace Cmae.MLNet.Samples.Benchmarks.Training;

/// <summary>A size of model and batch whose step is measured.</summary>
/// <param name="Name">What it is.</param>
/// <param name="CreateOptions">Makes fresh options.</param>
internal sealed record TrainingSize(string Name, Func<CmaePretrainingOptions> CreateOptions)
{
    /// <summary>A small model on small images, and two that are used on photos.</summary>
    public static IReadOnlyList<TrainingSize> All { get; } =
    [
        new("width 192, 12 blocks, 32 px, patch 4", () => new()
        {
            Architecture = CmaeArchitecture.Tiny,
            ImageSize = 32,
            PatchSize = 4,
            DecoderWidth = 96,
            PixelDecoderDepth = 4,
            FeatureDecoderDepth = 2,
            MaskRatio = 0.65,
            ProjectorHiddenWidth = 384,
            ProjectorWidth = 256,
            BatchSize = 64,
        }),
        new("ViT-S/16, 224 px", () => Official(CmaeArchitecture.Small, hiddenWidth: 768, batchSize: 8)),
        new("ViT-B/16, 224 px", () => Official(CmaeArchitecture.Base, hiddenWidth: 1536, batchSize: 4)),
    ];

    // The official decoders, whatever the encoder's width.
    private static CmaePretrainingOptions Official(CmaeArchitecture architecture, int hiddenWidth, int batchSize)
    {
        CmaePretrainingOptions options = CmaePretrainingOptions.Official();
        options.Architecture = architecture;
        options.ProjectorHiddenWidth = hiddenWidth;
        options.BatchSize = batchSize;
        options.AccumulationSteps = 1;
        return options;
    }
}
