using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Cmae.MLNet.Files;
using Cmae.MLNet.Imaging;

namespace Cmae.MLNet.Tests.Imaging;

/// <summary>Writes PNG files of every form that masks have.</summary>
internal static class PngWriter
{
    /// <summary>Makes a file.</summary>
    /// <param name="width">Width in pixels.</param>
    /// <param name="height">Height in pixels.</param>
    /// <param name="depth">Bits of a value.</param>
    /// <param name="color">What the values are.</param>
    /// <param name="values">All values, pixel by pixel.</param>
    /// <param name="palette">Colors 0xRRGGBB.</param>
    /// <param name="filter">The filter of row y.</param>
    public static byte[] Write(
        int width, int height, int depth, PngColor color, int[] values, int[]? palette = null, Func<int, int>? filter = null)
    {
        var header = new PngHeader(width, height, depth, color);
        var rows = new byte[height][];
        for (int y = 0; y < height; y++)
            rows[y] = Pack(values.AsSpan(y * width * header.Channels, width * header.Channels), depth, header.RowBytes);
        return File(HeaderChunk(header), Filtered(rows, header.PixelBytes, filter ?? (_ => 0)), palette);
    }

    /// <summary>Makes a file of an 8-bit gray mask.</summary>
    public static byte[] Gray(int width, int height, params int[] values) => Write(width, height, 8, PngColor.Gray, values);

    /// <summary>Puts a file together.</summary>
    public static byte[] File(byte[] header, byte[] filteredRows, int[]? palette = null)
    {
        using var file = new MemoryStream();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10]);
        Chunk(file, "IHDR", header);
        if (palette is not null)
            Chunk(file, "PLTE", [.. palette.SelectMany(entry => new[] { (byte)(entry >> 16), (byte)(entry >> 8), (byte)entry })]);
        byte[] data = Compress(filteredRows);
        Chunk(file, "IDAT", data[..(data.Length / 2)]);
        Chunk(file, "IDAT", data[(data.Length / 2)..]);
        Chunk(file, "IEND", []);
        return file.ToArray();
    }

    public static byte[] HeaderChunk(PngHeader header, byte interlace = 0)
    {
        var body = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(body, header.Width);
        BinaryPrimitives.WriteInt32BigEndian(body.AsSpan(4), header.Height);
        (body[8], body[9], body[12]) = ((byte)header.BitDepth, (byte)header.Color, interlace);
        return body;
    }

    private static byte[] Pack(ReadOnlySpan<int> values, int depth, int rowBytes)
    {
        var row = new byte[rowBytes];
        for (int i = 0; i < values.Length; i++)
        {
            if (depth == 16)
                BinaryPrimitives.WriteUInt16BigEndian(row.AsSpan(2 * i), (ushort)values[i]);
            else
                row[i * depth / 8] |= (byte)(values[i] << (8 - depth - (i * depth % 8)));
        }
        return row;
    }

    // The predictions of the PNG specification, section 9.
    private static byte[] Filtered(byte[][] rows, int step, Func<int, int> filter)
    {
        using var all = new MemoryStream();
        for (int y = 0; y < rows.Length; y++)
        {
            all.WriteByte((byte)filter(y));
            for (int i = 0; i < rows[y].Length; i++)
            {
                int a = i < step ? 0 : rows[y][i - step], b = y == 0 ? 0 : rows[y - 1][i];
                int c = i < step || y == 0 ? 0 : rows[y - 1][i - step];
                int p = a + b - c, pa = Math.Abs(p - a), pb = Math.Abs(p - b), pc = Math.Abs(p - c);
                int paeth = pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
                int[] predictions = [0, a, b, (a + b) / 2, paeth];
                all.WriteByte((byte)(rows[y][i] - predictions[filter(y)]));
            }
        }
        return all.ToArray();
    }

    private static byte[] Compress(byte[] rows)
    {
        using var compressed = new MemoryStream();
        using (var zlib = new ZLibStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
            zlib.Write(rows);
        return compressed.ToArray();
    }

    private static void Chunk(Stream file, string type, byte[] body)
    {
        byte[] chunk = [.. Encoding.ASCII.GetBytes(type), .. body];
        var checksum = new Crc32();
        checksum.Append(chunk);
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, body.Length);
        file.Write(number);
        file.Write(chunk);
        BinaryPrimitives.WriteUInt32BigEndian(number, checksum.Value);
        file.Write(number);
    }
}
