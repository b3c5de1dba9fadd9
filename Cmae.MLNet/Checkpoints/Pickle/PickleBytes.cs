using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace Cmae.MLNet.Checkpoints;

/// <summary>The arguments of pickle opcodes, read from a stream.</summary>
internal sealed class PickleBytes(Stream stream)
{
    /// <summary>Names and configuration texts are shorter; packed arrays may be longer and are of no use here.</summary>
    private const int LongestText = 1 << 20;

    private const int LongestLine = 1024, LongestInteger = 64;

    /// <summary>Characters that bytes of any value map to one by one, as Python 2 strings were.</summary>
    private static readonly Encoding s_bytes = Encoding.Latin1;

    public byte Byte()
    {
        int value = stream.ReadByte();
        return value >= 0 ? (byte)value : throw new EndOfStreamException();
    }

    public int UInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Fixed(stackalloc byte[2]));

    public int Int32() => BinaryPrimitives.ReadInt32LittleEndian(Fixed(stackalloc byte[4]));

    public long UInt32() => BinaryPrimitives.ReadUInt32LittleEndian(Fixed(stackalloc byte[4]));

    public long Int64() => BinaryPrimitives.ReadInt64LittleEndian(Fixed(stackalloc byte[8]));

    /// <summary>A float is the one big-endian number of a pickle.</summary>
    public double Double() => BinaryPrimitives.ReadDoubleBigEndian(Fixed(stackalloc byte[8]));

    /// <summary>A whole number of any size: a long where it fits, else a BigInteger.</summary>
    public object Integer(long length)
    {
        if (length is < 0 or > LongestInteger)
            throw new InvalidDataException($"its pickle has an integer of {length} bytes; at most {LongestInteger} are read");
        var value = new BigInteger(Fixed(stackalloc byte[(int)length]));
        return value >= long.MinValue && value <= long.MaxValue ? (object)(long)value : value;
    }

    public object Text(long length) => Take(length) is { } bytes ? Encoding.UTF8.GetString(bytes) : InertObject.LongText;

    public object OldText(long length) => Take(length) is { } bytes ? s_bytes.GetString(bytes) : InertObject.LongText;

    public object Bytes(long length) => Take(length) is { } bytes ? bytes : InertObject.LongText;

    public string Line()
    {
        var line = new StringBuilder();
        for (byte next = Byte(); next != '\n'; next = Byte())
        {
            if (line.Length == LongestLine)
                throw new InvalidDataException($"its pickle has a name of more than {LongestLine} characters");
            line.Append((char)next);
        }
        return line.ToString();
    }

    public void Skip(long length)
    {
        if (length < 0)
            throw new InvalidDataException($"its pickle has the length {length}");
        if (stream.CanSeek)
        {
            if (length > stream.Length - stream.Position)
                throw new EndOfStreamException();
            stream.Seek(length, SeekOrigin.Current);
            return;
        }
        Span<byte> chunk = stackalloc byte[4096];
        for (; length > 0; length -= Math.Min(length, chunk.Length))
            stream.ReadExactly(chunk[..(int)Math.Min(length, chunk.Length)]);
    }

    private byte[]? Take(long length)
    {
        if (length is < 0 or > LongestText)
        {
            Skip(length);
            return null;
        }
        var bytes = new byte[length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private Span<byte> Fixed(Span<byte> bytes)
    {
        stream.ReadExactly(bytes);
        return bytes;
    }
}
