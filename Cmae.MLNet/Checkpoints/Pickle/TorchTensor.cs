namespace Cmae.MLNet.Checkpoints;

/// <summary>A block of elements in a torch archive; <paramref name="Type"/> is null if this library does not read it.</summary>
/// <param name="Key">Its name in the archive.</param>
/// <param name="Type">The type of its elements; bytes if the storage is untyped.</param>
/// <param name="Count">Elements that the pickle says it has.</param>
/// <param name="Start">The element of the block at which it begins: 0 except for views in the old format.</param>
internal sealed record TorchStorage(string Key, ElementType? Type, long Count, long Start);

/// <summary>A strided view of a storage.</summary>
/// <param name="Storage">The storage.</param>
/// <param name="Type">The type of the elements.</param>
/// <param name="Offset">First element, counted from the storage's start.</param>
/// <param name="Shape">Extents.</param>
/// <param name="Strides">Elements from one index to the next in each dimension; 0 repeats.</param>
internal sealed record TorchTensor(TorchStorage Storage, ElementType Type, long Offset, long[] Shape, long[] Strides)
{
    /// <summary>Elements from the first to behind the last one touched.</summary>
    public long Span { get; } = Shape.Contains(0)
        ? 0
        : Shape.Zip(Strides).Aggregate(1L, (span, d) => checked(span + ((d.First - 1) * d.Second)));

    /// <summary>Whether the elements are in row-major order without gaps.</summary>
    public bool IsContiguous
    {
        get
        {
            long expected = 1;
            for (int i = Shape.Length - 1; i >= 0; i--)
            {
                if (Shape[i] != 1 && Strides[i] != expected)
                    return false;
                expected *= Shape[i];
            }
            return true;
        }
    }
}
