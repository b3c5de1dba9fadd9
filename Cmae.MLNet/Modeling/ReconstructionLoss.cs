using Cmae.MLNet.Tensors;
using TorchSharp;
using static TorchSharp.torch;

namespace Cmae.MLNet.Modeling;

/// <summary>The reconstruction loss of MAE: mean squared error of normalized pixels, over the masked patches only.</summary>
internal static class ReconstructionLoss
{
    private const double VarianceEpsilon = 1e-6;

    /// <summary>Cuts images into patches.</summary>
    /// <param name="images">(N, 3, H, W)</param>
    /// <param name="patchSize">Side of a patch (p).</param>
    /// <returns>(N, L, 3p²), a patch's values in the order row, column, channel</returns>
    public static Tensor Patchify(Tensor images, int patchSize)
    {
        using DisposeScope scope = NewDisposeScope();
        (long batch, long rows, long columns) = (images.shape[0], images.shape[2] / patchSize, images.shape[3] / patchSize);
        return images.view(batch, 3, rows, patchSize, columns, patchSize)
            .permute(0, 2, 4, 3, 5, 1)                                  // (N, rows, columns, p, p, 3)
            .reshape(batch, rows * columns, 3 * patchSize * patchSize)
            .MoveToOuterDisposeScope();
    }

    /// <summary>Patches with their own mean and (unbiased) variance taken out: what the pixel decoder has to predict.</summary>
    /// <param name="patches">(N, P, 3p²), of the online view</param>
    /// <returns>(N, P, 3p²)</returns>
    public static Tensor Normalize(Tensor patches)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor mean = patches.mean([-1], keepdim: true);
        Tensor variance = patches.var(-1, unbiased: true, keepdim: true);
        return ((patches - mean) / variance.Plus(VarianceEpsilon).sqrt()).MoveToOuterDisposeScope();
    }

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
