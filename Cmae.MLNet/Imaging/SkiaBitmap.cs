using System.Runtime.InteropServices;
using SkiaSharp;

namespace Cmae.MLNet.Imaging;

/// <summary>Images as Skia draws and encodes them.</summary>
internal static class SkiaBitmap
{
    /// <summary>A copy of the image, opaque; the caller disposes it.</summary>
    public static SKBitmap Of(PixelImage image)
    {
        var bitmap = new SKBitmap(image.Width, image.Height, SKColorType.Rgba8888, SKAlphaType.Opaque);
        byte[] rgba = new byte[image.Width * image.Height * 4];
        for (int i = 0; i < image.Width * image.Height; i++)
        {
            image.Pixels.AsSpan(3 * i, 3).CopyTo(rgba.AsSpan(4 * i));
            rgba[(4 * i) + 3] = 255;
        }
        Marshal.Copy(rgba, 0, bitmap.GetPixels(), rgba.Length);
        return bitmap;
    }
}
