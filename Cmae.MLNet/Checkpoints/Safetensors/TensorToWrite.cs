using System.Runtime.InteropServices;

namespace Cmae.MLNet.Checkpoints;

/// <summary>A named tensor on its way into a file; its values are not copied.</summary>
internal sealed class TensorToWrite
{
    private readonly BytesOf _bytes;

    private TensorToWrite(string name, ElementType type, ReadOnlySpan<long> shape, long count, BytesOf bytes)
    {
        Entry = new TensorEntry(name, type, shape.ToArray());
        if (Entry.Count != count)
            throw new ArgumentException($"Tensor '{name}' of shape {Entry.ShapeText} needs {Entry.Count} values and has " +
                $"{count}.", nameof(shape));
        _bytes = bytes;
    }

    private delegate ReadOnlySpan<byte> BytesOf();

    /// <summary>Name, type and shape.</summary>
    public TensorEntry Entry { get; }

    /// <summary>The values as they are in memory, which is little-endian wherever libtorch and ONNX Runtime run.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes();

    public static TensorToWrite Singles(string name, ReadOnlySpan<long> shape, ReadOnlyMemory<float> values) =>
        new(name, ElementType.F32, shape, values.Length, () => MemoryMarshal.AsBytes(values.Span));

    public static TensorToWrite Int64s(string name, ReadOnlySpan<long> shape, ReadOnlyMemory<long> values) =>
        new(name, ElementType.I64, shape, values.Length, () => MemoryMarshal.AsBytes(values.Span));
}
