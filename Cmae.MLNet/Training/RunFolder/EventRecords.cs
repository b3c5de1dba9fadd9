using System.Buffers.Binary;
using System.Numerics;

namespace Cmae.MLNet.Training.RunFolder;

/// <summary>
/// Records of TensorBoard's event files (TFRecord): the length of the data as 64 bits, its checksum, the data, its checksum, all little endian.
/// Checksums are masked CRC-32C.
/// </summary>
internal static class EventRecords
{
    private const int HeaderLength = 12, FooterLength = 4;
    private const int LongestData = 1 << 20;

    /// <summary>A record of this data.</summary>
    public static byte[] Record(ReadOnlySpan<byte> data)
    {
        byte[] record = new byte[HeaderLength + data.Length + FooterLength];
        BinaryPrimitives.WriteInt64LittleEndian(record, data.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(8), MaskedCrc(record.AsSpan(0, 8)));
        data.CopyTo(record.AsSpan(HeaderLength));
        BinaryPrimitives.WriteUInt32LittleEndian(record.AsSpan(HeaderLength + data.Length), MaskedCrc(data));
        return record;
    }

    /// <summary>Reads the next record; null at the end of the file, or if it is incomplete or damaged.</summary>
    public static byte[]? Read(Stream stream)
    {
        Span<byte> header = stackalloc byte[HeaderLength];
        if (stream.ReadAtLeast(header, HeaderLength, throwOnEndOfStream: false) < HeaderLength)
            return null;
        if (BinaryPrimitives.ReadUInt32LittleEndian(header[8..]) != MaskedCrc(header[..8]))
            return null;
        long length = BinaryPrimitives.ReadInt64LittleEndian(header);
        if (length is < 0 or > LongestData)
            return null;
        byte[] rest = new byte[length + FooterLength];
        if (stream.ReadAtLeast(rest, rest.Length, throwOnEndOfStream: false) < rest.Length)
            return null;
        byte[] data = rest[..(int)length];
        return BinaryPrimitives.ReadUInt32LittleEndian(rest.AsSpan((int)length)) == MaskedCrc(data) ? data : null;
    }

    private static uint MaskedCrc(ReadOnlySpan<byte> data)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in data)
            crc = BitOperations.Crc32C(crc, value);
        crc = ~crc;
        return BitOperations.RotateRight(crc, 15) + 0xA282EAD8;
    }
}
