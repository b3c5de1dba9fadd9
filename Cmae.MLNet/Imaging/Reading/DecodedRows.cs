using System.Runtime.InteropServices;
using SkiaSharp;

namespace Cmae.MLNet.Imaging;

/// <summary>
/// Reads the pixels of an encoded image row by row if the format allows it, averaging blocks of pixels on the way if far fewer are
/// wanted: so the memory for a photo of 100 megapixels is that of the reduced image.
/// </summary>
internal static class DecodedRows
{
    private const int ReleasedBytes = 16 << 20;

    /// <summary>Reads an image whose short edge has at least twice <paramref name="maxShortEdge"/> pixels, or all pixels if it has fewer.</summary>
    /// <param name="image">The image.</param>
    /// <param name="origin">How the stored pixels are turned.</param>
    /// <param name="maxShortEdge">Pixels of the short edge that are wanted; null for all.</param>
    public static PixelImage Read(ImageHeader image, SKEncodedOrigin origin, int? maxShortEdge)
    {
        SKCodec codec = image.Codec;
        SKSizeI size = codec.Info.Size;
        var factor = 1;
        if (maxShortEdge is { } limit)
        {
            int enough = 2 * limit;
            size = codec.GetScaledDimensions(Math.Min(1, (float)enough / Math.Min(size.Width, size.Height)));
            factor = Math.Max(1, Math.Min(size.Width, size.Height) / enough);
        }
        // Multiplied by alpha is composed over black.
        var info = new SKImageInfo(size.Width, size.Height, SKColorType.Rgba8888, SKAlphaType.Premul);
        var rows = new PixelRows(info, factor, origin, image.HasSixteenBits);
        if (codec.StartScanlineDecode(info) == SKCodecResult.Success && codec.ScanlineOrder == SKCodecScanlineOrder.TopDown)
            ReadStrips(image, info, factor, rows);
        else
            ReadWhole(image, info, factor, rows);
        SKSizeI stored = codec.Info.Size;
        return rows.Complete(image)
            .ReducedFrom(ImageOrientation.IsSideways(origin) ? (stored.Height, stored.Width) : (stored.Width, stored.Height));
    }

    private static unsafe void ReadStrips(ImageHeader image, SKImageInfo info, int factor, PixelRows rows)
    {
        var strip = new byte[factor * info.RowBytes];
        for (int y = 0; y < rows.Count; y++)
        {
            int read;
            fixed (byte* destination = strip)
                read = image.Codec.GetScanlines((IntPtr)destination, factor, info.RowBytes);
            if (read < factor)
                throw Truncated(image.Name, y * factor + read, info.Height);
            rows.Write(strip, y);
        }
    }

    // From the last row on, so that memory is released as fast as the result takes it: both together never need more than four bytes a
    // pixel.
    private static unsafe void ReadWhole(ImageHeader image, SKImageInfo info, int factor, PixelRows rows)
    {
        void* memory = NativeMemory.Alloc((nuint)info.BytesSize64);
        try
        {
            image.Decode(info, (IntPtr)memory);
            int stripBytes = factor * info.RowBytes;
            long held = info.BytesSize64;
            for (int y = rows.Count - 1; y >= 0; y--)
            {
                long start = (long)y * stripBytes;
                rows.Write(new ReadOnlySpan<byte>((byte*)memory + start, stripBytes), y);
                if (y > 0 && held - start >= ReleasedBytes)
                    memory = NativeMemory.Realloc(memory, (nuint)(held = start));
            }
        }
        finally
        {
            NativeMemory.Free(memory);
        }
    }

    private static InvalidDataException Truncated(string name, int rows, int height) =>
        new($"{name} is truncated or damaged: {rows} of its {height} rows of pixels could be read. Copy or download it again.");
}
