namespace Cmae.MLNet.Imaging;

/// <summary>Takes parts of masks: every place of the result has the class of the nearest pixel.</summary>
internal static class MaskCrop
{
    /// <summary>The part of a mask in a square; what is not covered is ignored.</summary>
    /// <param name="mask">The mask, of the image's size.</param>
    /// <param name="crop">Which part, and where.</param>
    /// <param name="destination">side² classes.</param>
    /// <param name="side">Side of the square.</param>
    public static void Take(ClassMask mask, ScaledCrop crop, Span<byte> destination, int side)
    {
        destination[..(side * side)].Fill(ClassMask.Ignored);
        (CropBox source, CropBox target) = crop;
        for (int y = 0; y < target.Height; y++)
        {
            int row = (source.Top + Nearest(y, source.Height, target.Height)) * mask.Width;
            Span<byte> line = destination.Slice(((target.Top + y) * side) + target.Left, target.Width);
            for (int x = 0; x < line.Length; x++)
                line[x] = mask.Classes[row + source.Left + Nearest(x, source.Width, target.Width)];
        }
    }

    /// <summary>A mask at another size.</summary>
    public static ClassMask Resize(ClassMask mask, int width, int height)
    {
        if ((mask.Width, mask.Height) == (width, height))
            return mask;
        var classes = new byte[width * height];
        for (int y = 0; y < height; y++)
        {
            int row = Nearest(y, mask.Height, height) * mask.Width;
            for (int x = 0; x < width; x++)
                classes[(y * width) + x] = mask.Classes[row + Nearest(x, mask.Width, width)];
        }
        return new ClassMask(width, height, classes);
    }

    // The pixel of the one length whose area holds the center of a pixel of the other.
    private static int Nearest(int position, int from, int to) => (int)((((2L * position) + 1) * from) / (2L * to));
}
