using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Cmae.MLNet.Modeling;

/// <summary>An encoder with a head that gives logits of every place of an image. All parameters are trained, the positions too.</summary>
/// <remarks>Not thread-safe. The caller disposes the model, and runs it in its own dispose scope.</remarks>
internal sealed class SegmentationModel : Module
{
    internal readonly VisionTransformer backbone;
    internal readonly DenseHead head;

    /// <param name="configuration">Sizes; the last norm stands before the head.</param>
    /// <param name="kind">Which head.</param>
    /// <param name="classCount">Number of classes (K), 2 to 255.</param>
    /// <param name="generator">Source of all initial values.</param>
    /// <param name="computeType">The type that the blocks multiply matrices in; null for that of the weights.</param>
    public SegmentationModel(
        CmaeEncoderConfiguration configuration, CmaeSegmentationHead kind, int classCount, Generator generator,
        ScalarType? computeType = null)
        : base(nameof(SegmentationModel))
    {
        if (configuration.OutputNorm != CmaeOutputNorm.BeforePooling)
            throw new ArgumentException($"The norm of the tokens is {configuration.OutputNorm}; a dense head needs it on every token.");
        backbone = new VisionTransformer(configuration, computeType);
        backbone.pos_embed.requires_grad = true;
        head = DenseHead.Create(kind, configuration, classCount);
        RegisterComponents();
        Initialization.DrawWeights(backbone, generator);
        head.DrawWeights(generator);
    }

    /// <summary>The normed patch tokens in their places.</summary>
    /// <param name="images">(N, 3, S, S)</param>
    /// <param name="branchScales">(depth, 2, N, 1, 1): the factors of <see cref="StochasticDepth"/>; null runs every branch as it is.</param>
    /// <returns>(N, D, G, G)</returns>
    public Tensor forward_grid(Tensor images, Tensor? branchScales = null)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor tokens = backbone.forward_features(images, branchScales);
        long side = backbone.Configuration.GridSize;
        return tokens.narrow(1, 1, side * side).transpose(1, 2).reshape(tokens.shape[0], -1, side, side).MoveToOuterDisposeScope();
    }

    /// <summary>Logits on the head's grid.</summary>
    /// <param name="images">(N, 3, S, S)</param>
    /// <param name="branchScales">As for <see cref="forward_grid"/>.</param>
    /// <param name="channelScales">As for <see cref="DenseHead.forward"/>.</param>
    /// <returns>(N, K, g, g)</returns>
    public Tensor forward(Tensor images, Tensor? branchScales = null, Tensor? channelScales = null)
    {
        using Tensor grid = forward_grid(images, branchScales);
        return head.forward(grid, channelScales);
    }
}
