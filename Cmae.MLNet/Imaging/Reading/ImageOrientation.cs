using SkiaSharp;

namespace Cmae.MLNet.Imaging;

/// <summary>Turns a decoded image upright, as its EXIF orientation says.</summary>
internal static class ImageOrientation
{
    public static PixelImage Upright(PixelImage image, SKEncodedOrigin origin)
    {
        if (origin is SKEncodedOrigin.Default or < SKEncodedOrigin.TopLeft or > SKEncodedOrigin.LeftBottom)
            return image;
        (int width, int height) = origin >= SKEncodedOrigin.LeftTop ? (image.Height, image.Width) : (image.Width, image.Height);
        var upright = new PixelImage(width, height);
        for (int y = 0; y < image.Height; y++)
        {
            for (int x = 0; x < image.Width; x++)
            {
                (int toX, int toY) = Position(origin, x, y, image.Width - 1, image.Height - 1);
                image.Pixels.AsSpan(3 * (y * image.Width + x), 3).CopyTo(upright.Pixels.AsSpan(3 * (toY * width + toX)));
            }
        }
        return upright;
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
