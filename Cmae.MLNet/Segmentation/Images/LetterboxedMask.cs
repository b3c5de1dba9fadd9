using Cmae.MLNet.Imaging;

namespace Cmae.MLNet.Segmentation;

/// <summary>Masks in the square that a model sees.</summary>
internal static class LetterboxedMask
{
    /// <summary>The class of every pixel of the square; the padding is ignored.</summary>
    /// <param name="mask">The mask at full size.</param>
    /// <param name="side">Side of the square.</param>
    public static byte[] Of(ClassMask mask, int side)
    {
        Letterbox box = Letterbox.Of(mask.Width, mask.Height, side);
        var square = new byte[side * side];
        MaskCrop.Take(mask, new(new(0, 0, mask.Height, mask.Width), new(box.Top, box.Left, box.Height, box.Width)), square, side);
        return square;
    }
}
