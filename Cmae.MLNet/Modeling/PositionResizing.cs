using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Cmae.MLNet.Modeling;

/// <summary>Positions for another image size.</summary>
internal static class PositionResizing
{
    /// <summary>Resizes a table bicubically, without aligned corners; the class token's row stays as it is.</summary>
    /// <param name="table">(1, 1 + g², D)</param>
    /// <param name="grid">The new side of the grid.</param>
    /// <returns>(1, 1 + grid², D)</returns>
    public static Tensor Resize(Tensor table, int grid)
    {
        using DisposeScope scope = NewDisposeScope();
        (long patches, long width) = (table.shape[1] - 1, table.shape[2]);
        long side = (long)Math.Sqrt(patches);
        Tensor image = table.narrow(1, 1, patches).view(1, side, side, width).permute(0, 3, 1, 2);                        // (1, D, g, g)
        Tensor resized = functional.interpolate(image, size: [grid, grid], mode: InterpolationMode.Bicubic, align_corners: false);
        Tensor rows = resized.permute(0, 2, 3, 1).reshape(1, grid * grid, width);                                         // (1, grid², D)
        return cat([table.narrow(1, 0, 1), rows], 1).MoveToOuterDisposeScope();
    }
}
