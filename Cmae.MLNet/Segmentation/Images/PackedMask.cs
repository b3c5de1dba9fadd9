using System.IO.Compression;
using Cmae.MLNet.Imaging;

namespace Cmae.MLNet.Segmentation;

/// <summary>A mask as it is kept in memory: compressed, since masks have large areas of one class.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
internal sealed class PackedMask
{
    private readonly byte[] _content;

    private PackedMask(int width, int height, byte[] content) => (Width, Height, _content) = (width, height, content);

    public int Width { get; }

    public int Height { get; }

    /// <summary>Bytes that it takes.</summary>
    public int Length => _content.Length;

    public static PackedMask Of(ClassMask mask)
    {
        using var packed = new MemoryStream();
        using (var stream = new DeflateStream(packed, CompressionLevel.Fastest))
            stream.Write(mask.Classes);
        return new(mask.Width, mask.Height, packed.ToArray());
    }

    public ClassMask Unpack()
    {
        var classes = new byte[Width * Height];
        using var stream = new DeflateStream(new MemoryStream(_content), CompressionMode.Decompress);
        stream.ReadExactly(classes);
        return new(Width, Height, classes);
    }
}
