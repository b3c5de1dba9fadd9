using System.Runtime.InteropServices;
using SkiaSharp;

namespace Cmae.MLNet.Imaging;

/// <summary>
/// Reads the pixels of an encoded image row by row if the format allows it, averaging blocks of pixels on the way where far fewer are
/// wanted: so the memory for a photo of 100 megapixels is that of the reduced image.
/// </summary>
internal static class DecodedRows
{
    private const int BytesPerPixel = 4;

    /// <summary>Reads an image whose short edge has at least twice <paramref name="maxShortEdge"/> pixels, or all pixels if it has fewer.</summary>
    public static PixelImage Read(SKCodec codec, string name, int? maxShortEdge)
    {
        SKSizeI size = codec.Info.Size;
        var factor = 1;
        if (maxShortEdge is { } limit)
        {
            int enough = 2 * limit;
            size = codec.GetScaledDimensions(Math.Min(1, (float)enough / Math.Min(size.Width, size.Height)));
            factor = Math.Max(1, Math.Min(size.Width, size.Height) / enough);
        }
        if (3L * (size.Width / factor) * (size.Height / factor) > Array.MaxLength)
            throw new InvalidDataException($"{name} has {size.Width}x{size.Height} pixels, more than fit into memory. Scale it down.");
        // Multiplied by alpha is composed over black.
        var info = new SKImageInfo(size.Width, size.Height, SKColorType.Rgba8888, SKAlphaType.Premul);
        return codec.StartScanlineDecode(info) == SKCodecResult.Success && codec.ScanlineOrder == SKCodecScanlineOrder.TopDown
            ? ReadStrips(codec, info, factor, name)
            : ReadWhole(codec, info, factor, name);
    }

    private static unsafe PixelImage ReadStrips(SKCodec codec, SKImageInfo info, int factor, string name)
    {
        var image = new PixelImage(info.Width / factor, info.Height / factor);
        var strip = new byte[factor * info.RowBytes];
        for (int y = 0; y < image.Height; y++)
        {
            int rows;
            fixed (byte* destination = strip)
                rows = codec.GetScanlines((IntPtr)destination, factor, info.RowBytes);
            if (rows < factor)
                throw Truncated(name, y * factor + rows, info.Height);
            Average(strip, info.RowBytes, factor, image, y);
        }
        return image;
    }

    private static unsafe PixelImage ReadWhole(SKCodec codec, SKImageInfo info, int factor, string name)
    {
        void* memory = NativeMemory.Alloc((nuint)info.BytesSize64);
        try
        {
            SKCodecResult result = codec.GetPixels(info, (IntPtr)memory);
            if (result == SKCodecResult.IncompleteInput)
                throw new InvalidDataException($"{name} is truncated: the end of its data is missing. Copy or download it again.");
            if (result != SKCodecResult.Success)
                throw new InvalidDataException($"{name} is damaged and cannot be decoded ({result}). Copy or download it again.");
            var image = new PixelImage(info.Width / factor, info.Height / factor);
            for (int y = 0; y < image.Height; y++)
            {
                var strip = new ReadOnlySpan<byte>((byte*)memory + (long)y * factor * info.RowBytes, factor * info.RowBytes);
                Average(strip, info.RowBytes, factor, image, y);
            }
            return image;
        }
        finally
        {
            NativeMemory.Free(memory);
        }
    }

    /// <summary>
    /// Writes one row of the image: the means of factor × factor blocks. An incomplete block at the right edge is left out.
    /// </summary>
    private static void Average(ReadOnlySpan<byte> strip, int rowBytes, int factor, PixelImage image, int y)
    {
        Span<byte> row = image.Pixels.AsSpan(3 * y * image.Width, 3 * image.Width);
        int count = factor * factor;
        for (int x = 0; x < image.Width; x++)
        {
            int red = count / 2, green = red, blue = red;
            for (int line = 0; line < factor; line++)
            {
                ReadOnlySpan<byte> block = strip.Slice(line * rowBytes + x * factor * BytesPerPixel, factor * BytesPerPixel);
                for (int i = 0; i < block.Length; i += BytesPerPixel)
                {
                    red += block[i];
                    green += block[i + 1];
                    blue += block[i + 2];
                }
            }
            (row[3 * x], row[3 * x + 1], row[3 * x + 2]) = ((byte)(red / count), (byte)(green / count), (byte)(blue / count));
        }
    }

    private static InvalidDataException Truncated(string name, int rows, int height) =>
        new($"{name} is truncated or damaged: {rows} of its {height} rows of pixels could be read. Copy or download it again.");
}
