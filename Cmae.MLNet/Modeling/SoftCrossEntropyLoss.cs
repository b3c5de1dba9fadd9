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
    /// <returns>A scalar.</returns>
    public static Tensor Compute(Tensor logits, Tensor labels, double smoothing)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor smooth = labels * (1 - smoothing) + smoothing / labels.shape[1];
        return (-(smooth * functional.log_softmax(logits, 1)).sum(1)).mean().MoveToOuterDisposeScope();
    }
}
