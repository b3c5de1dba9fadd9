using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Cmae.MLNet.Modeling;

/// <summary>
/// An encoder with a classification head, for fine-tuning end to end; all parameters are trained, the positions too. Parameters carry the
/// official state-dict names.
/// </summary>
/// <remarks>Not thread-safe. The caller disposes the model, and runs it in its own dispose scope.</remarks>
internal sealed class VisionTransformerClassifier : Module
{
    internal readonly VisionTransformer backbone;
    internal readonly ClassificationHead head;

    /// <summary>Builds the classifier with the official initialization.</summary>
    /// <param name="configuration">
    /// Sizes, and the features: the mean of the patch tokens, then the norm (<see cref="CmaeOutputNorm.AfterPooling"/>), or the class token
    /// after the norm (<see cref="CmaeOutputNorm.BeforePooling"/>).
    /// </param>
    /// <param name="classCount">Number of classes.</param>
    /// <param name="generator">Source of all initial values.</param>
    /// <param name="computeType">The type that the blocks multiply matrices in; null for that of the weights.</param>
    /// <exception cref="ArgumentException">Sizes do not fit, or there is no final norm.</exception>
    public VisionTransformerClassifier(
        CmaeEncoderConfiguration configuration, int classCount, Generator generator, ScalarType? computeType = null)
        : base(nameof(VisionTransformerClassifier))
    {
        if (configuration.OutputNorm == CmaeOutputNorm.None)
        {
            throw new ArgumentException(
                "A classifier needs an encoder with a final norm, before or after pooling; the momentum encoder has none.",
                nameof(configuration));
        }
        if (classCount < 2)
            throw new ArgumentException($"A classifier needs at least 2 classes, and has {classCount}.", nameof(classCount));
        backbone = new VisionTransformer(configuration, computeType);
        backbone.pos_embed.requires_grad = true;
        head = new ClassificationHead(configuration.Architecture.Width, classCount);
        RegisterComponents();
        Initialization.DrawWeights(backbone, generator);
        Initialization.DrawWeights(head, generator);
    }

    /// <summary>The features that the head classifies.</summary>
    /// <param name="images">(N, 3, H, W)</param>
    /// <param name="branchScales">
    /// (depth, 2, N, 1, 1): the factors of <see cref="StochasticDepth"/>; null runs every branch as it is.
    /// </param>
    /// <returns>(N, D)</returns>
    public Tensor forward_features(Tensor images, Tensor? branchScales = null)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor tokens = backbone.forward_features(images, branchScales);             // (N, 1 + L, D)
        Tensor features = backbone.fc_norm is { } norm
            ? norm.forward(VisionTransformer.MeanOfPatches(tokens))
            : tokens.select(1, 0);
        return features.MoveToOuterDisposeScope();
    }

    /// <summary>The logits of every class.</summary>
    /// <param name="images">(N, 3, H, W)</param>
    /// <param name="branchScales">As for <see cref="forward_features"/>.</param>
    /// <returns>(N, classes)</returns>
    public Tensor forward(Tensor images, Tensor? branchScales = null)
    {
        using Tensor features = forward_features(images, branchScales);
        return head.forward(features);
    }
}
