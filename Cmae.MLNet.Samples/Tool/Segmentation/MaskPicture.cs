using SkiaSharp;

namespace Cmae.MLNet.Samples.Tool.Segmentation;

/// <summary>A mask as its file shows it.</summary>
internal static class MaskPicture
{
    /// <summary>Reads a mask's colors; gray values, which are small numbers, are spread up to white.</summary>
    /// <returns>The picture; null if the mask is not an image file.</returns>
    public static SKBitmap? Read(string path)
    {
        using SKBitmap? mask = File.Exists(path) ? SKBitmap.Decode(path) : null;
        if (mask is null)
            return null;
        SKColor[] pixels = mask.Pixels;
        int largest = Math.Max(1, (int)pixels.Where(pixel => pixel.Red < byte.MaxValue).Select(pixel => pixel.Red).DefaultIfEmpty().Max());
        bool isGray = Array.TrueForAll(pixels, pixel => pixel.Red == pixel.Green && pixel.Green == pixel.Blue);
        return new SKBitmap(mask.Width, mask.Height, SKColorType.Rgba8888, SKAlphaType.Opaque)
        {
            Pixels = isGray ? [.. pixels.Select(pixel => Gray(pixel.Red == byte.MaxValue ? 255 : pixel.Red * 200 / largest))] : pixels,
        };
    }

    private static SKColor Gray(int value) => new((byte)value, (byte)value, (byte)value);
}
