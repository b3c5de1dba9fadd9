using Cmae.MLNet.Tensors;
using TorchSharp;
using static TorchSharp.torch;

namespace Cmae.MLNet.Modeling;

/// <summary>
/// What CMAE adds to MAE: the feature decoder, projector and predictor of the online branch, and the momentum branch they have to agree
/// with. The modules are registered with, and owned by, the <see cref="CmaeModel"/>.
/// </summary>
internal sealed class ContrastiveBranch
{
    private readonly double _temperature;
    private readonly double _weight;

    public ContrastiveBranch(CmaeModelConfiguration configuration)
    {
        CmaeEncoderConfiguration encoder = configuration.Encoder;
        int width = encoder.Architecture.Width;
        (_temperature, _weight) = (configuration.Temperature, configuration.ContrastiveWeight);
        FeatureDecoder = configuration.FeatureDecoder is { } decoder
            ? new Decoder(decoder, encoder.GridSize, width, outputWidth: width, configuration.ComputeType)
            : null;
        Projector = new ContrastiveMlp(width, configuration.ProjectorHiddenWidth, configuration.ProjectorWidth);
        Head = new ContrastiveHead(configuration.ProjectorWidth, configuration.PredictorHiddenWidth);
        TargetBackbone = new VisionTransformer(encoder with { OutputNorm = CmaeOutputNorm.None }, configuration.ComputeType);
        TargetProjector = new ContrastiveMlp(width, configuration.ProjectorHiddenWidth, configuration.ProjectorWidth);
        MomentumUpdate.Freeze(TargetBackbone);
        MomentumUpdate.Freeze(TargetProjector);
    }

    /// <summary>Predicts a feature for every patch; null where the contrast looks at the encoder's visible tokens.</summary>
    public Decoder? FeatureDecoder { get; }

    public ContrastiveMlp Projector { get; }

    public ContrastiveHead Head { get; }

    /// <summary>The momentum encoder: the online encoder without its final norm.</summary>
    public VisionTransformer TargetBackbone { get; }

    public ContrastiveMlp TargetProjector { get; }

    /// <summary>The online branch after the encoder.</summary>
    /// <param name="latent">(N, 1 + V, D), the online encoder's output.</param>
    /// <param name="mask">Which tokens it saw.</param>
    /// <returns>(N, C)</returns>
    public Tensor Predict(Tensor latent, TokenMask mask)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor feature = FeatureDecoder is null
            ? VisionTransformer.MeanOfPatches(latent)                           // over the V visible patches
            : FeatureDecoder.PredictMean(latent, mask.IdsRestore);              // over all L patches
        return Head.forward(Projector.forward(feature)).MoveToOuterDisposeScope();
    }

    /// <summary>The momentum branch: it sees the whole image and gets no gradient. Its BatchNorm uses the statistics of the batch, too.</summary>
    /// <param name="images">(N, 3, H, W), the target view.</param>
    /// <returns>(N, C)</returns>
    public Tensor EmbedTarget(Tensor images)
    {
        using IDisposable noGradient = no_grad();
        using DisposeScope scope = NewDisposeScope();
        Tensor feature = VisionTransformer.MeanOfPatches(TargetBackbone.forward_features(images));  // (N, D)
        return TargetProjector.forward(feature).MoveToOuterDisposeScope();
    }

    /// <summary>The weighted contrastive loss.</summary>
    /// <returns>A scalar.</returns>
    public Tensor Loss(Tensor prediction, Tensor target)
    {
        using Tensor loss = InfoNceLoss.Compute(prediction, target, _temperature);
        return loss.Times(_weight);
    }
}
