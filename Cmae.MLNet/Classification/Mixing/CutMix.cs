using TorchSharp;
using static TorchSharp.torch;

namespace Cmae.MLNet.Classification;

/// <summary>
/// CutMix: a box of every image is replaced by the same box of another; labels are mixed by area (<see cref="Mixup.Mix"/>).
/// </summary>
internal static class CutMix
{
    /// <summary>A box of about (1 - lambda) of the area, clipped at the borders.</summary>
    /// <param name="height">Rows of the image.</param>
    /// <param name="width">Columns of the image.</param>
    /// <param name="lambda">Share of the image that is to stay, as drawn.</param>
    /// <param name="centerRow">Row of the box's center, 0..height-1.</param>
    /// <param name="centerColumn">Column of the box's center, 0..width-1.</param>
    public static CutMixBox Box(int height, int width, double lambda, int centerRow, int centerColumn)
    {
        double share = Math.Sqrt(1 - lambda);
        (int halfHeight, int halfWidth) = ((int)(height * share) / 2, (int)(width * share) / 2);
        return new CutMixBox(
            Math.Max(centerRow - halfHeight, 0),
            Math.Min(centerRow + halfHeight, height),
            Math.Max(centerColumn - halfWidth, 0),
            Math.Min(centerColumn + halfWidth, width));
    }

    /// <summary>Replaces the box of every image by that of its partner.</summary>
    /// <param name="images">(N, 3, H, W), not changed.</param>
    /// <param name="permutation">(N): the partner of every image.</param>
    /// <param name="box">The box to replace.</param>
    /// <returns>(N, 3, H, W)</returns>
    public static Tensor Paste(Tensor images, Tensor permutation, CutMixBox box)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor mixed = images.clone();
        Region(mixed, box).copy_(Region(images, box).index_select(0, permutation));
        return mixed.MoveToOuterDisposeScope();
    }

    private static Tensor Region(Tensor images, CutMixBox box) =>
        images.narrow(2, box.Top, box.Bottom - box.Top).narrow(3, box.Left, box.Right - box.Left);
}
