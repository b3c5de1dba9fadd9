using Cmae.MLNet.Tensors;
using TorchSharp;
using static TorchSharp.torch;

namespace Cmae.MLNet.Modeling;

/// <summary>
/// Images as rows of patches (L of them, row by row of the grid), whose values are in the order row, column, channel; and back.
/// </summary>
internal static class Patches
{
    private const double VarianceEpsilon = 1e-6;

    /// <summary>Cuts images into patches.</summary>
    /// <param name="images">(N, 3, H, W)</param>
    /// <param name="patchSize">Side of a patch (p).</param>
    /// <returns>(N, L, 3p²)</returns>
    public static Tensor Patchify(Tensor images, int patchSize)
    {
        using DisposeScope scope = NewDisposeScope();
        (long batch, long rows, long columns) = (images.shape[0], images.shape[2] / patchSize, images.shape[3] / patchSize);
        return images.view(batch, 3, rows, patchSize, columns, patchSize)
            .permute(0, 2, 4, 3, 5, 1)                                  // (N, rows, columns, p, p, 3)
            .reshape(batch, rows * columns, 3 * patchSize * patchSize)
            .MoveToOuterDisposeScope();
    }

    /// <summary>Puts square images together again.</summary>
    /// <param name="patches">(N, L, 3p²)</param>
    /// <param name="patchSize">Side of a patch (p).</param>
    /// <returns>(N, 3, S, S)</returns>
    public static Tensor Unpatchify(Tensor patches, int patchSize)
    {
        using DisposeScope scope = NewDisposeScope();
        (long batch, long grid) = (patches.shape[0], (long)Math.Sqrt(patches.shape[1]));
        return patches.reshape(batch, grid, grid, patchSize, patchSize, 3)
            .permute(0, 5, 1, 3, 2, 4)                                  // (N, 3, rows, p, columns, p)
            .reshape(batch, 3, grid * patchSize, grid * patchSize)
            .MoveToOuterDisposeScope();
    }

    /// <summary>Takes every patch's own mean and (unbiased) variance out: what the pixel decoder has to predict.</summary>
    /// <param name="patches">(N, P, 3p²)</param>
    /// <returns>(N, P, 3p²)</returns>
    public static Tensor Normalize(Tensor patches)
    {
        using DisposeScope scope = NewDisposeScope();
        return ((patches - Mean(patches)) / Deviation(patches)).MoveToOuterDisposeScope();
    }

    /// <summary>Gives normalized patches the means and variances of others.</summary>
    /// <param name="normalized">(N, P, 3p²)</param>
    /// <param name="patches">(N, P, 3p²), the patches whose means and variances are taken.</param>
    /// <returns>(N, P, 3p²), on the scale of <paramref name="patches"/></returns>
    public static Tensor Denormalize(Tensor normalized, Tensor patches)
    {
        using DisposeScope scope = NewDisposeScope();
        return (normalized * Deviation(patches)).Plus(Mean(patches)).MoveToOuterDisposeScope();
    }

    // (N, P, 1)
    private static Tensor Mean(Tensor patches) => patches.mean([-1], keepdim: true);

    // (N, P, 1)
    private static Tensor Deviation(Tensor patches) => patches.var(-1, unbiased: true, keepdim: true).Plus(VarianceEpsilon).sqrt();
}
