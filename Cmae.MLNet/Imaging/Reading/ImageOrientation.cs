using SkiaSharp;

namespace Cmae.MLNet.Imaging;

/// <summary>Turns the rows of a decoded image upright, as its EXIF orientation says.</summary>
internal static class ImageOrientation
{
    /// <summary>Whether stored pixels are upright as they are.</summary>
    public static bool IsUpright(SKEncodedOrigin origin) =>
        origin is <= SKEncodedOrigin.TopLeft or > SKEncodedOrigin.LeftBottom;

    /// <summary>Whether width and height change places.</summary>
    public static bool IsSideways(SKEncodedOrigin origin) => !IsUpright(origin) && origin >= SKEncodedOrigin.LeftTop;

    /// <summary>Writes a stored row where its pixels are seen.</summary>
    /// <param name="row">R,G,B values.</param>
    /// <param name="y">Number of the row.</param>
    /// <param name="height">Number of stored rows.</param>
    /// <param name="upright">Receives the row.</param>
    /// <param name="origin">How the rows are turned.</param>
    public static void WriteRow(ReadOnlySpan<byte> row, int y, int height, PixelImage upright, SKEncodedOrigin origin)
    {
        int width = row.Length / 3;
        for (int x = 0; x < width; x++)
        {
            (int toX, int toY) = Position(origin, x, y, width - 1, height - 1);
            row.Slice(3 * x, 3).CopyTo(upright.Pixels.AsSpan(3 * (toY * upright.Width + toX)));
        }
    }

    /// <summary>Where a stored pixel is seen. The origin's name says which edges of the view the first row and the first column are.</summary>
    private static (int X, int Y) Position(SKEncodedOrigin origin, int x, int y, int lastX, int lastY) => origin switch
    {
        SKEncodedOrigin.TopRight => (lastX - x, y),
        SKEncodedOrigin.BottomRight => (lastX - x, lastY - y),
        SKEncodedOrigin.BottomLeft => (x, lastY - y),
        SKEncodedOrigin.LeftTop => (y, x),
        SKEncodedOrigin.RightTop => (lastY - y, x),
        SKEncodedOrigin.RightBottom => (lastY - y, lastX - x),
        SKEncodedOrigin.LeftBottom => (y, lastX - x),
        _ => (x, y),
    };
}
