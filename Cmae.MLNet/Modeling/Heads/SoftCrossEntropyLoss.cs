using Cmae.MLNet.Tensors;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Cmae.MLNet.Modeling;

/// <summary>Cross entropy with labels that are distributions, as Mixup and CutMix make them.</summary>
internal static class SoftCrossEntropyLoss
{
    /// <summary>The mean of -Σ y·log p, with y = (1 - smoothing)·label + smoothing / classes.</summary>
    /// <param name="logits">(N, classes)</param>
    /// <param name="labels">(N, classes), rows that sum to 1.</param>
    /// <param name="smoothing">Share of every label that is spread over all classes.</param>
    /// <param name="classWeights">(classes): factors on every class's term of the sum; null for 1.</param>
    /// <returns>A scalar.</returns>
    public static Tensor Compute(Tensor logits, Tensor labels, double smoothing, Tensor? classWeights = null)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor smooth = labels.Times(1 - smoothing).Plus(smoothing / labels.shape[1]);
        if (classWeights is not null)
            smooth *= classWeights;
        return (-(smooth * functional.log_softmax(logits, 1)).sum(1)).mean().MoveToOuterDisposeScope();
    }
}
