namespace Cmae.MLNet;

public sealed partial class CmaePretrainingOptions
{
    /// <summary>
    /// The official ImageNet recipe: ViT-B/16 at 224 pixels, 300 epochs, effective batch 4096 (as 16 micro-batches of 256).
    /// </summary>
    /// <remarks>
    /// Values of the official configuration and of the modules' defaults; docs/how-it-works.md says where this library differs.
    /// </remarks>
    public static CmaePretrainingOptions Official() => new()
    {
        Architecture = CmaeArchitecture.Base,
        ImageSize = 224,
        PatchSize = 16,
        DecoderWidth = 512,
        DecoderHeads = 16,
        PixelDecoderDepth = 8,
        FeatureDecoderDepth = 2,
        ProjectorHiddenWidth = 1536,
        ProjectorWidth = 256,
        MaskRatio = 0.65,
        ContrastiveDelay = 0,
        PositivePair = CmaePositivePair.PixelShift,
        BatchSize = 256,
        AccumulationSteps = 16,
        Epochs = 300,
        WarmupFraction = 40.0 / 300,
        BaseLearningRate = 1.5e-4,
        Momentum = 0.996,
        FinalMomentum = 0.996,
    };
}
