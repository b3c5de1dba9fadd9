using System.Diagnostics.CodeAnalysis;
using Cmae.MLNet.Tensors;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Cmae.MLNet.Modeling;

/// <summary>
/// Contrastive Masked Autoencoders (arXiv 2207.13532): an online encoder that sees part of an image, a pixel decoder that reconstructs
/// the rest, and, unless the contrastive weight is 0, a branch that contrasts it with a momentum encoder which sees all of another view.
/// Fields, parameters and buffers carry the official state-dict names, in the official order.
/// </summary>
/// <remarks>Not thread-safe. The caller disposes the model, and runs <see cref="forward"/> in its own dispose scope.</remarks>
internal sealed class CmaeModel : Module
{
    internal readonly VisionTransformer backbone;
    internal readonly VisionTransformer? target_backbone;
    internal readonly Decoder pixel_decoder;
    internal readonly Decoder? feature_decoder;
    internal readonly ContrastiveMlp? projector;
    internal readonly ContrastiveMlp? target_projector;
    internal readonly ContrastiveHead? head;

    /// <summary>
    /// Builds the model with the official initialization. Plain MAE is <see cref="backbone"/> and <see cref="pixel_decoder"/>; its other
    /// modules are null.
    /// </summary>
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
        (int grid, int width, int patchPixels) = (encoder.GridSize, encoder.Architecture.Width, 3 * encoder.PatchSize * encoder.PatchSize);
        (int hidden, int embedding) = (configuration.ProjectorHiddenWidth, configuration.ProjectorWidth);
        ScalarType? type = configuration.ComputeType;

        backbone = new VisionTransformer(encoder, type);
        pixel_decoder = new Decoder(configuration.PixelDecoder, grid, width, patchPixels, type);
        if (configuration.IsContrastive)
        {
            target_backbone = new VisionTransformer(encoder with { OutputNorm = CmaeOutputNorm.None }, type);
            feature_decoder = configuration.FeatureDecoder is { } sizes ? new Decoder(sizes, grid, width, outputWidth: width, type) : null;
            projector = new ContrastiveMlp(width, hidden, embedding);
            target_projector = new ContrastiveMlp(width, hidden, embedding);
            head = new ContrastiveHead(embedding, configuration.PredictorHiddenWidth);
            MomentumUpdate.Freeze(target_backbone);
            MomentumUpdate.Freeze(target_projector);
        }
        RegisterComponents();
        Initialization.DrawWeights(this, generator);
    }

    /// <summary>Sizes, masking and loss weights.</summary>
    public CmaeModelConfiguration Configuration { get; }

    /// <summary>Whether this is CMAE; plain MAE has none of the modules that contrast needs.</summary>
    [MemberNotNullWhen(true, nameof(target_backbone), nameof(projector), nameof(target_projector), nameof(head))]
    public bool IsContrastive => target_backbone is not null && projector is not null && target_projector is not null && head is not null;

    /// <summary>Both losses of a batch.</summary>
    /// <param name="online">(N, 3, H, W): the view that is masked and reconstructed.</param>
    /// <param name="target">(N, 3, H, W): the view of the momentum encoder; null for the reconstruction alone.</param>
    /// <param name="noise">(N, <see cref="CmaeModelConfiguration.NoiseLength"/>), uniform in [0, 1): chooses the masks.</param>
    public CmaeOutput forward(Tensor online, Tensor? target, Tensor noise)
    {
        TokenMask mask = Mask(noise);
        Tensor latent = backbone.forward_visible(online, mask);                                 // (N, 1 + V, D)
        return forward_losses(latent, mask, online, target);
    }

    /// <summary>Both losses of a batch, from what the online encoder made of it.</summary>
    /// <param name="latent">(N, 1 + V, D): the class token and the visible tokens, after the final norm.</param>
    /// <param name="mask">Which tokens it saw.</param>
    /// <param name="online">As for <see cref="forward"/>.</param>
    /// <param name="target">As for <see cref="forward"/>.</param>
    public CmaeOutput forward_losses(Tensor latent, TokenMask mask, Tensor online, Tensor? target)
    {
        Tensor pixels = pixel_decoder.PredictHidden(latent, mask);                              // (N, L - V, 3p²)
        Tensor loss_rc = forward_reconstruction_loss(online, pixels, mask);                     // a scalar
        if (!IsContrastive || target is null)
            return new CmaeOutput(loss_rc, loss_rc, null, pixels, mask, null, null);

        Tensor feature = feature_decoder?.PredictMean(latent, mask) ?? VisionTransformer.MeanOfPatches(latent);   // (N, D)
        Tensor prediction = head.predictor.forward(projector.forward(feature));                 // (N, C)
        Tensor embedding = forward_target(target);                                              // (N, C), without gradient
        Tensor loss_ct = InfoNceLoss.Compute(prediction, embedding, Configuration.Temperature).Times(Configuration.ContrastiveWeight);
        return new CmaeOutput(loss_rc.Plus(loss_ct), loss_rc, loss_ct, pixels, mask, prediction, embedding);
    }

    /// <summary>Moves the momentum branch toward the online branch; after every optimizer step. Does nothing for plain MAE.</summary>
    /// <param name="momentum">Share of the old values that stays.</param>
    public void UpdateMomentumBranch(double momentum)
    {
        if (!IsContrastive)
            return;
        MomentumUpdate.Blend(target_backbone, backbone, momentum);
        MomentumUpdate.Blend(target_projector, projector, momentum);
    }

    /// <summary>Takes the online encoder's weights, and starts the momentum encoder as a copy of it.</summary>
    /// <param name="encoder">Of the same sizes, with its final norm before pooling.</param>
    /// <exception cref="ArgumentException">The encoder's weights do not fit; the message lists why.</exception>
    public void StartFrom(CmaeEncoder encoder)
    {
        ModuleWeights.Load(backbone, encoder.Weights);
        if (IsContrastive)
            MomentumUpdate.Copy(target_backbone, backbone);
    }

    /// <summary>The masks that the given noise chooses.</summary>
    /// <param name="noise">(N, <see cref="CmaeModelConfiguration.NoiseLength"/>), uniform in [0, 1).</param>
    public TokenMask Mask(Tensor noise) => Configuration.Masking == CmaeMasking.Block
        ? TokenMask.OfBlocks(noise, Configuration.MaskRatio)
        : TokenMask.OfPatches(noise, Configuration.MaskRatio);

    private Tensor forward_reconstruction_loss(Tensor online, Tensor pixels, TokenMask mask)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor hidden = mask.Hidden(Patches.Patchify(online, Configuration.Encoder.PatchSize)); // (N, L - V, 3p²)
        return ReconstructionLoss.Compute(pixels, Patches.Normalize(hidden)).MoveToOuterDisposeScope();
    }

    // The momentum branch sees the whole image. Its BatchNorm uses the statistics of the batch, too.
    private Tensor forward_target(Tensor images)
    {
        using IDisposable noGradient = no_grad();
        using DisposeScope scope = NewDisposeScope();
        Tensor feature = VisionTransformer.MeanOfPatches(target_backbone!.forward_features(images));    // (N, D)
        return target_projector!.forward(feature).MoveToOuterDisposeScope();
    }
}
