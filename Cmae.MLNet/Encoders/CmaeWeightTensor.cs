namespace Cmae.MLNet;

/// <summary>A named weight's values: a dense row-major array of 32-bit floats with a shape.</summary>
/// <remarks>Immutable as long as nobody writes to the array that was passed to the constructor; thread-safe.</remarks>
public sealed class CmaeWeightTensor
{
    private readonly long[] _shape;

    /// <summary>Wraps an array; it is not copied.</summary>
    /// <param name="shape">The extent of every dimension; empty for a scalar.</param>
    /// <param name="values">Row-major values, as many as the product of <paramref name="shape"/>.</param>
    /// <exception cref="ArgumentException">The number of values is not the product of the shape.</exception>
    public CmaeWeightTensor(ReadOnlySpan<long> shape, float[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        long count = 1;
        foreach (long extent in shape)
            count = checked(count * extent);
        if (count != values.Length)
        {
            throw new ArgumentException(
                $"The shape [{string.Join(", ", shape.ToArray())}] has {count} values, but the array has {values.Length}.", nameof(values));
        }
        _shape = shape.ToArray();
        Array = values;
    }

    /// <summary>The extent of every dimension; empty for a scalar.</summary>
    public IReadOnlyList<long> Shape => _shape;

    /// <summary>Row-major values.</summary>
    public ReadOnlyMemory<float> Values => Array;

    /// <summary>The array itself, for readers inside the library that need no copy. It must not be written to.</summary>
    internal float[] Array { get; }
}
