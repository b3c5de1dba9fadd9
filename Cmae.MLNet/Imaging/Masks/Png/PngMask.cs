using System.Buffers.Binary;

namespace Cmae.MLNet.Imaging;

/// <summary>Masks out of PNG files: palette indices and gray values as they are stored, colors of 8 bits a channel. Transparency is not used.</summary>
internal static class PngMask
{
    /// <summary>Reads a mask.</summary>
    /// <param name="content">The content of the file.</param>
    /// <param name="name">What messages call it, at the start of a sentence.</param>
    /// <exception cref="InvalidDataException">The file is damaged or too large, or not a mask.</exception>
    public static MaskPixels Read(byte[] content, string name)
    {
        PngFile file = PngFile.Read(content, name);
        PngHeader header = file.Header;
        var mask = new MaskPixels(name, header.Width, header.Height, CodingOf(header.Color))
        {
            LargestGray = (1 << header.BitDepth) - 1,
            Palette = file.Palette,
        };
        using var rows = new PngRows(file, name);
        var codes = new int[header.Width];
        for (int y = 0; y < header.Height; y++)
        {
            Unpack(rows.Next(), header, codes);
            mask.SetRow(y, codes);
        }
        return mask;
    }

    private static MaskCoding CodingOf(PngColor color) => color switch
    {
        PngColor.Gray or PngColor.GrayAlpha => MaskCoding.Gray,
        PngColor.Palette => MaskCoding.Palette,
        _ => MaskCoding.Colors,
    };

    private static void Unpack(ReadOnlySpan<byte> row, PngHeader header, Span<int> codes)
    {
        int values = header.Channels;
        for (int x = 0; x < codes.Length; x++)
        {
            codes[x] = values < 3
                ? Value(row, x * values, header.BitDepth)
                : ClassColor.Of(Part(row, x * values, header), Part(row, (x * values) + 1, header), Part(row, (x * values) + 2, header));
        }
    }

    private static int Part(ReadOnlySpan<byte> row, int index, PngHeader header) =>
        Value(row, index, header.BitDepth) >> (header.BitDepth - 8);

    /// <summary>One value of a row; values of fewer than 8 bits begin at a byte's high bits.</summary>
    private static int Value(ReadOnlySpan<byte> row, int index, int depth)
    {
        if (depth == 16)
            return BinaryPrimitives.ReadUInt16BigEndian(row[(2 * index)..]);
        int bit = index * depth;
        return (row[bit / 8] >> (8 - depth - (bit % 8))) & ((1 << depth) - 1);
    }
}
