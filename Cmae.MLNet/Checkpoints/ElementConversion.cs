using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Cmae.MLNet.Checkpoints;

/// <summary>Little-endian elements of any type to 32-bit floats.</summary>
internal static class ElementConversion
{
    private const int ChunkBytes = 1 << 16;

    /// <summary>Fills <paramref name="destination"/> from a stream without holding more than one chunk of it.</summary>
    /// <exception cref="EndOfStreamException">The stream ends too early.</exception>
    public static void ReadSingles(Stream source, ElementType type, Span<float> destination)
    {
        if (type == ElementType.F32 && BitConverter.IsLittleEndian)
        {
            while (!destination.IsEmpty)
            {
                Span<float> part = destination[..Math.Min(destination.Length, 1 << 24)];
                source.ReadExactly(MemoryMarshal.AsBytes(part));
                destination = destination[part.Length..];
            }
            return;
        }
        var chunk = new byte[(int)Math.Min(ChunkBytes, (long)destination.Length * type.Size())];
        while (!destination.IsEmpty)
        {
            int count = Math.Min(destination.Length, chunk.Length / type.Size());
            Span<byte> bytes = chunk.AsSpan(0, count * type.Size());
            source.ReadExactly(bytes);
            for (int i = 0; i < count; i++)
                destination[i] = ToSingle(bytes[(i * type.Size())..], type);
            destination = destination[count..];
        }
    }

    /// <summary>The element at the front of <paramref name="bytes"/>; 64-bit values are rounded.</summary>
    public static float ToSingle(ReadOnlySpan<byte> bytes, ElementType type) => type switch
    {
        ElementType.F64 => (float)BinaryPrimitives.ReadDoubleLittleEndian(bytes),
        ElementType.F32 => BinaryPrimitives.ReadSingleLittleEndian(bytes),
        ElementType.F16 => (float)BinaryPrimitives.ReadHalfLittleEndian(bytes),
        ElementType.BF16 => BitConverter.Int32BitsToSingle(BinaryPrimitives.ReadInt16LittleEndian(bytes) << 16),
        ElementType.F8_E4M3 => FromE4M3(bytes[0]),
        ElementType.F8_E5M2 => (float)BitConverter.UInt16BitsToHalf((ushort)(bytes[0] << 8)),
        ElementType.I64 => BinaryPrimitives.ReadInt64LittleEndian(bytes),
        ElementType.I32 => BinaryPrimitives.ReadInt32LittleEndian(bytes),
        ElementType.I16 => BinaryPrimitives.ReadInt16LittleEndian(bytes),
        ElementType.I8 => (sbyte)bytes[0],
        ElementType.U64 => BinaryPrimitives.ReadUInt64LittleEndian(bytes),
        ElementType.U32 => BinaryPrimitives.ReadUInt32LittleEndian(bytes),
        ElementType.U16 => BinaryPrimitives.ReadUInt16LittleEndian(bytes),
        ElementType.U8 => bytes[0],
        ElementType.BOOL => bytes[0] != 0 ? 1 : 0,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Unknown element type."),
    };

    /// <summary>Float8 E4M3 "FN": bias 7, no infinities, all mantissa bits of the top exponent are NaN.</summary>
    private static float FromE4M3(byte bits)
    {
        int exponent = (bits >> 3) & 15;
        int mantissa = bits & 7;
        float magnitude = (exponent, mantissa) switch
        {
            (15, 7) => float.NaN,
            (0, _) => mantissa / 512f,
            _ => MathF.ScaleB(8 + mantissa, exponent - 10),
        };
        return bits < 128 ? magnitude : -magnitude;
    }
}
