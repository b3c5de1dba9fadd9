using System.Buffers.Binary;
using SkiaSharp;

namespace Cmae.MLNet.Imaging;

/// <summary>
/// Finds the EXIF orientation in the kinds of files in which the decoder does not look for it: the eXIf chunk of a PNG, and the EXIF chunk of a WebP
/// that starts as a JPEG's does.
/// </summary>
internal static class ExifOrientation
{
    private const ushort OrientationTag = 0x0112;
    private const int EntryBytes = 12;

    private static ReadOnlySpan<byte> PngSignature => [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10];

    /// <summary>The orientation that a file records; <see cref="SKEncodedOrigin.TopLeft"/> if it records none that is valid.</summary>
    public static SKEncodedOrigin Find(ReadOnlySpan<byte> file)
    {
        ReadOnlySpan<byte> exif = file.StartsWith(PngSignature) ? PngChunk(file[8..])
            : file.Length > 12 && file.StartsWith("RIFF"u8) && file[8..].StartsWith("WEBP"u8) ? WebpChunk(file[12..])
            : default;
        return Parse(exif.StartsWith("Exif\0\0"u8) ? exif[6..] : exif);
    }

    private static ReadOnlySpan<byte> PngChunk(ReadOnlySpan<byte> chunks)
    {
        while (chunks.Length >= 12)
        {
            uint length = BinaryPrimitives.ReadUInt32BigEndian(chunks);
            if (length > chunks.Length - 12)
                break;
            if (chunks[4..].StartsWith("eXIf"u8))
                return chunks.Slice(8, (int)length);
            chunks = chunks[(12 + (int)length)..];
        }
        return default;
    }

    private static ReadOnlySpan<byte> WebpChunk(ReadOnlySpan<byte> chunks)
    {
        while (chunks.Length >= 8)
        {
            uint length = BinaryPrimitives.ReadUInt32LittleEndian(chunks[4..]);
            if (length > chunks.Length - 8)
                break;
            if (chunks.StartsWith("EXIF"u8))
                return chunks.Slice(8, (int)length);
            // chunks start at even positions; the last one may lack its padding
            chunks = chunks[Math.Min(chunks.Length, 8 + (int)length + (int)(length & 1))..];
        }
        return default;
    }

    private static SKEncodedOrigin Parse(ReadOnlySpan<byte> tiff)
    {
        bool isLittle = tiff.StartsWith("II*\0"u8);
        if (tiff.Length < 8 || (!isLittle && !tiff.StartsWith("MM\0*"u8)))
            return SKEncodedOrigin.TopLeft;
        uint start = isLittle ? BinaryPrimitives.ReadUInt32LittleEndian(tiff[4..]) : BinaryPrimitives.ReadUInt32BigEndian(tiff[4..]);
        if (start > tiff.Length - 2)
            return SKEncodedOrigin.TopLeft;
        int count = Short(tiff[(int)start..], isLittle);
        for (ReadOnlySpan<byte> entries = tiff[((int)start + 2)..]; count > 0 && entries.Length >= EntryBytes; count--)
        {
            if (Short(entries, isLittle) == OrientationTag)
            {
                var origin = (SKEncodedOrigin)Short(entries[8..], isLittle);
                return origin is >= SKEncodedOrigin.TopLeft and <= SKEncodedOrigin.LeftBottom ? origin : SKEncodedOrigin.TopLeft;
            }
            entries = entries[EntryBytes..];
        }
        return SKEncodedOrigin.TopLeft;
    }

    private static ushort Short(ReadOnlySpan<byte> bytes, bool isLittle) =>
        isLittle ? BinaryPrimitives.ReadUInt16LittleEndian(bytes) : BinaryPrimitives.ReadUInt16BigEndian(bytes);
}
