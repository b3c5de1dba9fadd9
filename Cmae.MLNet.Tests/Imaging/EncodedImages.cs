using System.Buffers.Binary;
using System.IO.Compression;
using SkiaSharp;

namespace Cmae.MLNet.Tests.Imaging;

/// <summary>Contents of image files for tests, made by hand where Skia cannot write the kind.</summary>
internal static class EncodedImages
{
    /// <summary>A PNG or JPEG whose pixels are a function of their position.</summary>
    public static byte[] Encode(
        int width, int height, Func<int, int, SKColor> color, SKEncodedImageFormat format = SKEncodedImageFormat.Png)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Unpremul));
        for (int y = 0; y < height; y++)
        {
            for (int x = 0; x < width; x++)
                bitmap.SetPixel(x, y, color(x, y));
        }
        using SKData data = bitmap.Encode(format, 95);
        return data.ToArray();
    }

    /// <summary>A picture with some structure, so that its file is not tiny.</summary>
    public static byte[] Photo(int width, int height, SKEncodedImageFormat format) =>
        Encode(width, height, (x, y) => new((byte)(7 * x), (byte)(5 * y), (byte)(x * y)), format);

    /// <summary>A PNG of any color type and bit depth, from its raw rows (without the filter bytes).</summary>
    public static byte[] Png(
        int width, int height, byte bitDepth, byte colorType, byte[] rows, byte[]? palette = null, byte[]? transparency = null)
    {
        using var stream = new MemoryStream();
        stream.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10]);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (bitDepth, colorType);
        WriteChunk(stream, "IHDR"u8, header);
        if (palette is not null)
            WriteChunk(stream, "PLTE"u8, palette);
        if (transparency is not null)
            WriteChunk(stream, "tRNS"u8, transparency);
        using var packed = new MemoryStream();
        using (var deflate = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            foreach (byte[] row in rows.Chunk(rows.Length / height))
            {
                deflate.WriteByte(0);
                deflate.Write(row);
            }
        }
        WriteChunk(stream, "IDAT"u8, packed.ToArray());
        WriteChunk(stream, "IEND"u8, []);
        return stream.ToArray();
    }

    /// <summary>A JPEG with an EXIF block that holds nothing but an orientation.</summary>
    public static byte[] WithOrientation(byte[] jpeg, byte orientation)
    {
        byte[] exif =
        [
            0xFF, 0xE1, 0, 34, .. "Exif\0\0"u8, .. "MM\0*"u8, 0, 0, 0, 8,
            0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0,
        ];
        return [.. jpeg[..2], .. exif, .. jpeg[2..]];
    }

    /// <summary>An 8x8 JPEG with four flat components, stored inverted as Adobe's programs do: 255 is no ink.</summary>
    public static byte[] CmykJpeg(byte cyan, byte magenta, byte yellow, byte black)
    {
        List<byte> file = [0xFF, 0xD8, 0xFF, 0xEE, 0, 14, .. "Adobe"u8, 0, 100, 0, 0, 0, 0, 0];
        file.AddRange([0xFF, 0xDB, 0, 67, 0, .. Enumerable.Repeat((byte)8, 64)]);
        file.AddRange([0xFF, 0xC0, 0, 20, 8, 0, 8, 0, 8, 4, .. Enumerable.Range(1, 4).SelectMany(id => new byte[] { (byte)id, 0x11, 0 })]);
        // DC table: twelve codes of four bits for the sizes 0..11. AC table: one code of one bit, the end of the block.
        file.AddRange([0xFF, 0xC4, 0, 31, 0x00, 0, 0, 0, 12, .. new byte[12], .. Enumerable.Range(0, 12).Select(size => (byte)size)]);
        file.AddRange([0xFF, 0xC4, 0, 20, 0x10, 1, .. new byte[15], 0]);
        file.AddRange([0xFF, 0xDA, 0, 14, 4, .. Enumerable.Range(1, 4).SelectMany(id => new byte[] { (byte)id, 0x00 }), 0, 63, 0]);
        string bits = string.Concat(new[] { cyan, magenta, yellow, black }.Select(value => FlatBlock(value - 128)));
        bits = bits.PadRight((bits.Length + 7) / 8 * 8, '1');
        foreach (char[] octet in bits.Chunk(8))
        {
            byte value = Convert.ToByte(new string(octet), 2);
            file.Add(value);
            if (value == 0xFF)
                file.Add(0);
        }
        return [.. file, 0xFF, 0xD9];
    }

    private static string FlatBlock(int coefficient)
    {
        var size = (int)Math.Ceiling(Math.Log2(Math.Abs(coefficient) + 1));
        int bits = coefficient < 0 ? coefficient + (1 << size) - 1 : coefficient;
        return Convert.ToString(size, 2).PadLeft(4, '0') + (size == 0 ? "" : Convert.ToString(bits, 2).PadLeft(size, '0')) + "0";
    }

    private static void WriteChunk(Stream stream, ReadOnlySpan<byte> type, byte[] content)
    {
        var number = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        stream.Write(number);
        byte[] body = [.. type, .. content];
        stream.Write(body);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc(body));
        stream.Write(number);
    }

    private static uint Crc(byte[] content)
    {
        var crc = 0xFFFFFFFFu;
        foreach (byte value in content)
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++)
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xEDB88320;
        }
        return ~crc;
    }
}
