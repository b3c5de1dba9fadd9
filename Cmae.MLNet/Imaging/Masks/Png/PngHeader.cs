using System.Buffers.Binary;

namespace Cmae.MLNet.Imaging;

/// <summary>The size of a PNG and the form of its pixels.</summary>
/// <param name="Width">Width in pixels.</param>
/// <param name="Height">Height in pixels.</param>
/// <param name="BitDepth">Bits of a value: 1, 2, 4, 8 or 16.</param>
/// <param name="Color">What the values of a pixel are.</param>
internal sealed record PngHeader(int Width, int Height, int BitDepth, PngColor Color)
{
    private const int Length = 13;

    /// <summary>Number of values of a pixel.</summary>
    public int Channels => Color switch { PngColor.Rgb => 3, PngColor.GrayAlpha => 2, PngColor.Rgba => 4, _ => 1 };

    /// <summary>Bytes of a row of pixels.</summary>
    public int RowBytes => (int)((((long)Width * Channels * BitDepth) + 7) / 8);

    /// <summary>Bytes of a pixel, at least one: what the filters count by.</summary>
    public int PixelBytes => Math.Max(1, Channels * BitDepth / 8);

    /// <summary>Reads the body of the header's chunk.</summary>
    /// <exception cref="InvalidDataException">It is not a header, or one of an image that is not read.</exception>
    public static PngHeader Read(ReadOnlySpan<byte> body, string name)
    {
        if (body.Length != Length)
            throw new InvalidDataException($"{name} is damaged: its header has {body.Length} bytes instead of {Length}.");
        (uint width, uint height) = (BinaryPrimitives.ReadUInt32BigEndian(body), BinaryPrimitives.ReadUInt32BigEndian(body[4..]));
        (int depth, PngColor color, byte interlace) = (body[8], (PngColor)body[9], body[12]);
        if (width == 0 || height == 0 || !IsForm(depth, color) || body[10] != 0 || body[11] != 0)
            throw new InvalidDataException($"{name} is damaged: its header says {width}x{height} pixels of {depth} bits, kind {body[9]}.");
        if ((long)width * height > ImageLimits.Default.Pixels)
        {
            throw new InvalidDataException(
                $"{name} has {width}x{height} pixels; an image may have at most {ImageLimits.Default.Pixels / 1_000_000} million. " +
                "Scale it down.");
        }
        return interlace == 0
            ? new((int)width, (int)height, depth, color)
            : throw new InvalidDataException(
                $"{name} is interlaced (Adam7), which masks are not read from. Save it again without interlacing.");
    }

    private static bool IsForm(int depth, PngColor color) => color switch
    {
        PngColor.Gray => depth is 1 or 2 or 4 or 8 or 16,
        PngColor.Palette => depth is 1 or 2 or 4 or 8,
        PngColor.Rgb or PngColor.GrayAlpha or PngColor.Rgba => depth is 8 or 16,
        _ => false,
    };
}
