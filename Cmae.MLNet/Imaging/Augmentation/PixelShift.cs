namespace Cmae.MLNet.Imaging;

/// <summary>CMAE's pixel shift: two views of one master image, one of them shifted by a few pixels.</summary>
internal static class PixelShift
{
    /// <summary>Copies the square that starts at (top, left) out of an image.</summary>
    /// <param name="pixels">The image, rows × width × 3.</param>
    /// <param name="width">Pixels of a row of the image.</param>
    /// <param name="top">First row.</param>
    /// <param name="left">First column.</param>
    /// <param name="side">Side of the square.</param>
    /// <param name="destination">side × side × 3 values.</param>
    public static void Crop(ReadOnlySpan<byte> pixels, int width, int top, int left, int side, Span<byte> destination)
    {
        for (int y = 0; y < side; y++)
            pixels.Slice(3 * ((top + y) * width + left), 3 * side).CopyTo(destination[(3 * y * side)..]);
    }

    /// <summary>Draws a shift: rows and columns, independent and uniform from 0 to the range, inclusive.</summary>
    public static (int Rows, int Columns) Draw(Random random, int range) => (random.Next(range + 1), random.Next(range + 1));
}
