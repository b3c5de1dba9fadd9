using Cmae.MLNet.Modeling;
using Cmae.MLNet.Tensors;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Cmae.MLNet.Samples.Benchmarks.PlainPort;

/// <summary>
/// CMAE as the official code computes it, operation for operation, in fp32: what this library's step is compared with. Every patch is
/// predicted and normalized, whether the loss looks at it or not; the mean over patches is taken after the last linear layer.
/// </summary>
/// <remarks>
/// Owns native memory; dispose. Run it in a dispose scope. For block masks and a feature decoder, as the official configurations have
/// them.
/// </remarks>
internal sealed class PlainModel : Module
{
    private readonly CmaeModelConfiguration _configuration;

    internal readonly PlainEncoder backbone;
    internal readonly PlainEncoder target_backbone;
    internal readonly PlainDecoder pixel_decoder;
    internal readonly PlainDecoder feature_decoder;
    internal readonly PlainProjector projector;
    internal readonly PlainProjector target_projector;
    internal readonly PlainHead head;

    /// <summary>Starts with the weights of a model of this library.</summary>
    public PlainModel(CmaeModel source) : base(nameof(PlainModel))
    {
        _configuration = source.Configuration;
        CmaeEncoderConfiguration encoder = _configuration.Encoder;
        int width = encoder.Architecture.Width, grid = encoder.GridSize;
        backbone = new PlainEncoder(encoder, hasFinalNorm: true);
        target_backbone = new PlainEncoder(encoder, hasFinalNorm: false);
        pixel_decoder = new PlainDecoder(_configuration.PixelDecoder, grid, width, 3 * encoder.PatchSize * encoder.PatchSize);
        feature_decoder = new PlainDecoder(_configuration.FeatureDecoder!, grid, width, width);
        projector = new PlainProjector(width, _configuration.ProjectorHiddenWidth, _configuration.ProjectorWidth);
        target_projector = new PlainProjector(width, _configuration.ProjectorHiddenWidth, _configuration.ProjectorWidth);
        head = new PlainHead(_configuration.ProjectorWidth, _configuration.PredictorHiddenWidth);
        RegisterComponents();
        CopyWeights(source);
    }

    /// <summary>The sum of both losses, a scalar.</summary>
    /// <param name="online">(N, 3, S, S)</param>
    /// <param name="target">(N, 3, S, S)</param>
    /// <param name="noise">(N, L/4), chooses the masks.</param>
    public Tensor Loss(Tensor online, Tensor target, Tensor noise)
    {
        using DisposeScope scope = NewDisposeScope();
        PlainMask mask = PlainMask.Of(noise, _configuration.MaskRatio);
        Tensor latent = backbone.Encode(online, mask);                                                        // (N, 1 + V, D)
        Tensor pixels = pixel_decoder.forward(latent, mask.IdsRestore);                                       // (N, L, 3p²)
        Tensor features = feature_decoder.forward(latent, mask.IdsRestore);                                   // (N, L, D)
        Tensor prediction = head.predictor.forward(projector.forward(features.mean([1])));                    // (N, C)
        Tensor reconstruction = ReconstructionLoss(online, pixels, mask.Mask);
        Tensor contrast = ContrastiveLoss(prediction, EmbedTarget(target));
        return reconstruction.Plus(contrast).MoveToOuterDisposeScope();
    }

    private Tensor EmbedTarget(Tensor images)
    {
        using IDisposable noGradient = no_grad();
        return target_projector.forward(PlainEncoder.MeanOfPatches(target_backbone.Encode(images, mask: null)));
    }

    private Tensor ReconstructionLoss(Tensor images, Tensor predicted, Tensor mask)
    {
        (long batch, long patch, long grid) = (images.shape[0], _configuration.Encoder.PatchSize, _configuration.Encoder.GridSize);
        Tensor patches = images.reshape(batch, 3, grid, patch, grid, patch).permute(0, 2, 4, 3, 5, 1)
            .reshape(batch, grid * grid, 3 * patch * patch);
        Tensor mean = patches.mean([-1], keepdim: true), variance = patches.var(-1, unbiased: true, keepdim: true);
        Tensor wanted = (patches - mean) / variance.Plus(1e-6).sqrt();
        Tensor loss = (predicted - wanted).Squared().mean([-1]);                                                 // (N, L)
        return (loss * mask).sum() / mask.sum();
    }

    private Tensor ContrastiveLoss(Tensor prediction, Tensor target)
    {
        Tensor logits = functional.normalize(prediction).matmul(functional.normalize(target).t()).Over(_configuration.Temperature);
        Tensor crossEntropy = functional.cross_entropy(logits, TensorArithmetic.Counting(logits.shape[0], logits.device));
        return crossEntropy.Times(_configuration.ContrastiveWeight * 2 * _configuration.Temperature);
    }

    // Both name their weights as the official code does.
    private void CopyWeights(CmaeModel source)
    {
        using IDisposable noGradient = no_grad();
        Dictionary<string, Tensor> weights = source.state_dict();
        foreach ((string name, Tensor weight) in state_dict())
            weight.copy_(weights[name]);
        foreach (Parameter parameter in (IEnumerable<Parameter>)[.. target_backbone.parameters(), .. target_projector.parameters()])
            parameter.requires_grad = false;
    }
}
