using System.Buffers.Binary;
using Cmae.MLNet.Files;

namespace Cmae.MLNet.Imaging;

/// <summary>The parts of a PNG file that its pixels need: header, palette and compressed data. Every part's checksum is verified.</summary>
/// <remarks>Image decoders turn palette indices and 16-bit values into 8-bit colors, and so lose the classes of masks.</remarks>
internal sealed class PngFile
{
    private const int LengthBytes = 4, TypeBytes = 4, ChecksumBytes = 4;

    private static readonly byte[] s_signature = [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10];

    private PngFile(PngHeader header, IReadOnlyList<int> palette, byte[] data) => (Header, Palette, Data) = (header, palette, data);

    public PngHeader Header { get; }

    /// <summary>The colors of the palette, 0xRRGGBB; empty if there is none.</summary>
    public IReadOnlyList<int> Palette { get; }

    /// <summary>The rows of pixels, filtered and compressed by zlib.</summary>
    public byte[] Data { get; }

    /// <summary>Whether a file's content begins as a PNG's.</summary>
    public static bool IsPng(ReadOnlySpan<byte> content) => content.StartsWith(s_signature);

    /// <summary>Takes a file apart.</summary>
    /// <param name="content">The content of the file.</param>
    /// <param name="name">What messages call it, at the start of a sentence.</param>
    /// <exception cref="InvalidDataException">A part is missing, cut off, damaged, or of a kind that is not read.</exception>
    public static PngFile Read(byte[] content, string name)
    {
        PngHeader? header = null;
        int[] palette = [];
        var data = new MemoryStream(content.Length);
        int position = s_signature.Length;
        while (true)
        {
            ReadOnlySpan<byte> chunk = Chunk(content, position, name);
            ReadOnlySpan<byte> type = chunk[..TypeBytes], body = chunk[TypeBytes..];
            if (header is null && !type.SequenceEqual("IHDR"u8))
                throw new InvalidDataException($"{name} is damaged: it does not begin with its size. Copy or download it again.");
            if (type.SequenceEqual("IHDR"u8))
                header = PngHeader.Read(body, name);
            else if (type.SequenceEqual("PLTE"u8))
                palette = PaletteOf(body);
            else if (type.SequenceEqual("IDAT"u8))
                data.Write(body);
            else if (type.SequenceEqual("IEND"u8))
                return new(header!, palette, data.ToArray());
            position += LengthBytes + chunk.Length + ChecksumBytes;
        }
    }

    /// <summary>Type and body of the chunk that begins at a position.</summary>
    private static ReadOnlySpan<byte> Chunk(ReadOnlySpan<byte> content, int position, string name)
    {
        ReadOnlySpan<byte> rest = content[position..];
        if (rest.Length < LengthBytes + TypeBytes + ChecksumBytes)
            throw Truncated(name);
        uint length = BinaryPrimitives.ReadUInt32BigEndian(rest);
        if (length > rest.Length - (LengthBytes + TypeBytes + ChecksumBytes))
            throw Truncated(name);
        ReadOnlySpan<byte> chunk = rest.Slice(LengthBytes, TypeBytes + (int)length);
        var checksum = new Crc32();
        checksum.Append(chunk);
        return checksum.Value == BinaryPrimitives.ReadUInt32BigEndian(rest[(LengthBytes + chunk.Length)..])
            ? chunk
            : throw new InvalidDataException(
                $"{name} is damaged: the checksum of the part that begins at byte {position} does not match. Copy or download it again.");
    }

    private static InvalidDataException Truncated(string name) =>
        new($"{name} is truncated: the end of the file is missing. Copy or download it again.");

    private static int[] PaletteOf(ReadOnlySpan<byte> body)
    {
        var palette = new int[body.Length / 3];
        for (int i = 0; i < palette.Length; i++)
            palette[i] = ClassColor.Of(body[3 * i], body[(3 * i) + 1], body[(3 * i) + 2]);
        return palette;
    }
}
