using Cmae.MLNet.Tensors;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Cmae.MLNet.Modeling;

/// <summary>
/// Contrastive Masked Autoencoders (arXiv 2207.13532): an online encoder that sees part of an image, a pixel decoder that reconstructs
/// the rest, and, unless the contrastive weight is 0, a branch that contrasts it with a momentum encoder which sees all of another view.
/// Parameters and buffers carry the official state-dict names.
/// </summary>
/// <remarks>Not thread-safe. The caller disposes the model, and runs <see cref="forward"/> in a dispose scope of its own.</remarks>
internal sealed class CmaeModel : Module
{
    internal readonly VisionTransformer backbone;
    internal readonly Decoder pixel_decoder;

    /// <summary>Builds the model with the official initialization.</summary>
    /// <param name="configuration">Sizes, masking and loss weights.</param>
    /// <param name="generator">
    /// Source of all initial values. (Building modules also draws from libtorch's global generator, but none of that stays.)
    /// </param>
    /// <exception cref="ArgumentException">Sizes do not fit; the message lists every reason.</exception>
    public CmaeModel(CmaeModelConfiguration configuration, Generator generator) : base(nameof(CmaeModel))
    {
        ModelSizes.Check(configuration);
        Configuration = configuration;
        CmaeEncoderConfiguration encoder = configuration.Encoder;
        int pixelsOfPatch = 3 * encoder.PatchSize * encoder.PatchSize;
        backbone = new VisionTransformer(encoder, configuration.ComputeType);
        pixel_decoder = new Decoder(configuration.PixelDecoder, encoder.GridSize, encoder.Architecture.Width, pixelsOfPatch, configuration.ComputeType);
        Contrast = configuration.ContrastiveWeight > 0 ? new ContrastiveBranch(configuration) : null;
        RegisterInOfficialOrder();
        Initialization.Apply(this, generator);
    }

    /// <summary>Sizes, masking and loss weights.</summary>
    public CmaeModelConfiguration Configuration { get; }

    /// <summary>What CMAE adds to MAE; null for plain MAE.</summary>
    public ContrastiveBranch? Contrast { get; }

    /// <summary>Both losses of a batch.</summary>
    /// <param name="online">(N, 3, H, W): the view that is masked and reconstructed.</param>
    /// <param name="target">(N, 3, H, W): the view of the momentum encoder; null for the reconstruction alone.</param>
    /// <param name="noise">(N, <see cref="CmaeModelConfiguration.NoiseLength"/>), uniform in [0, 1): chooses the masks.</param>
    public CmaeOutput forward(Tensor online, Tensor? target, Tensor noise)
    {
        TokenMask mask = Mask(noise);
        return forward_latent(backbone.forward_visible(online, mask), mask, online, target);
    }

    /// <summary>Both losses of a batch, from what the online encoder made of it.</summary>
    /// <param name="latent">(N, 1 + V, D): the class token and the visible tokens, after the final norm.</param>
    /// <param name="mask">Which tokens it saw.</param>
    /// <param name="online">As for <see cref="forward"/>.</param>
    /// <param name="target">As for <see cref="forward"/>.</param>
    public CmaeOutput forward_latent(Tensor latent, TokenMask mask, Tensor online, Tensor? target)
    {
        Tensor patches = pixel_decoder.PredictHidden(latent, mask);                     // (N, L - V, 3p²)
        Tensor hidden = mask.Hidden(ReconstructionLoss.Patchify(online, Configuration.Encoder.PatchSize));
        Tensor reconstruction = ReconstructionLoss.Compute(patches, ReconstructionLoss.Normalize(hidden));
        if (Contrast is null || target is null)
            return new CmaeOutput(reconstruction, reconstruction, null, patches, mask, null, null);

        Tensor prediction = Contrast.Predict(latent, mask);                             // (N, C)
        Tensor embedding = Contrast.EmbedTarget(target);                                // (N, C)
        Tensor contrastive = Contrast.Loss(prediction, embedding);
        return new CmaeOutput(reconstruction.Plus(contrastive), reconstruction, contrastive, patches, mask, prediction, embedding);
    }

    /// <summary>Moves the momentum branch toward the online branch; after every optimizer step.</summary>
    /// <param name="momentum">Share of the old values that stays.</param>
    public void UpdateMomentumBranch(double momentum)
    {
        if (Contrast is null)
            return;
        MomentumUpdate.Apply(Contrast.TargetBackbone, backbone, momentum);
        MomentumUpdate.Apply(Contrast.TargetProjector, Contrast.Projector, momentum);
    }

    /// <summary>Takes the online encoder's weights, and starts the momentum encoder as a copy of it.</summary>
    /// <param name="encoder">Of the same sizes, with its final norm before pooling.</param>
    /// <exception cref="ArgumentException">The encoder's weights do not fit; the message lists why.</exception>
    public void StartFrom(CmaeEncoder encoder)
    {
        ModuleWeights.Load(backbone, encoder.Weights);
        if (Contrast is not null)
            MomentumUpdate.Copy(Contrast.TargetBackbone, backbone);
    }

    /// <summary>The masks that the given noise chooses.</summary>
    public TokenMask Mask(Tensor noise) => Configuration.Masking == CmaeMasking.Block
        ? TokenMask.OfBlocks(noise, Configuration.MaskRatio)
        : TokenMask.OfPatches(noise, Configuration.MaskRatio);

    private void RegisterInOfficialOrder()
    {
        register_module(nameof(backbone), backbone);
        if (Contrast is not null)
            register_module("target_backbone", Contrast.TargetBackbone);
        register_module(nameof(pixel_decoder), pixel_decoder);
        if (Contrast?.FeatureDecoder is { } featureDecoder)
            register_module("feature_decoder", featureDecoder);
        if (Contrast is null)
            return;
        register_module("projector", Contrast.Projector);
        register_module("target_projector", Contrast.TargetProjector);
        register_module("head", Contrast.Head);
    }
}
