using Cmae.MLNet.Tensors;
using TorchSharp;
using static TorchSharp.torch;

namespace Cmae.MLNet.Modeling;

/// <summary>The reconstruction loss of MAE: mean squared error of normalized pixels, over the masked patches only.</summary>
internal static class ReconstructionLoss
{
    /// <summary>The mean squared error of every patch.</summary>
    /// <param name="predicted">(N, P, 3p²)</param>
    /// <param name="target">(N, P, 3p²)</param>
    /// <returns>(N, P)</returns>
    public static Tensor OfPatches(Tensor predicted, Tensor target)
    {
        using DisposeScope scope = NewDisposeScope();
        return (predicted - target).Squared().mean([-1]).MoveToOuterDisposeScope();
    }

    /// <summary>The mean over all masked patches of the batch.</summary>
    /// <param name="predicted">(N, L - V, 3p²), for the masked patches</param>
    /// <param name="target">(N, L - V, 3p²)</param>
    /// <returns>A scalar.</returns>
    public static Tensor Compute(Tensor predicted, Tensor target)
    {
        using DisposeScope scope = NewDisposeScope();
        return OfPatches(predicted, target).mean().MoveToOuterDisposeScope();
    }
}
