using System.Numerics.Tensors;
using Cmae.MLNet.Evaluation;

namespace Cmae.MLNet.Curation;

/// <summary>
/// Vectors from which their common mean is taken before each is scaled to length 1. Features of one encoder share a large common part:
/// without it, cosine similarities use their whole range and a threshold means something.
/// </summary>
/// <remarks>Immutable and thread-safe.</remarks>
internal sealed class CenteredVectors
{
    private readonly float[] _mean;
    private readonly float[][] _rows;

    /// <param name="vectors">At least one; all of one length, and finite. They are not changed.</param>
    public CenteredVectors(IReadOnlyList<float[]> vectors)
    {
        var sum = new double[vectors[0].Length];
        foreach (float[] vector in vectors)
        {
            for (int i = 0; i < sum.Length; i++)
                sum[i] += vector[i];
        }
        _mean = [.. sum.Select(value => (float)(value / vectors.Count))];
        _rows = [.. vectors.Select(vector => Center(vector))];
    }

    public int Count => _rows.Length;

    public int Length => _mean.Length;

    /// <summary>One vector, centered, of length 1.</summary>
    public float[] this[int row] => _rows[row];

    /// <summary>Centers a vector that need not be one of these. One that equals the mean becomes zeros, similar to nothing.</summary>
    public float[] Center(ReadOnlySpan<float> vector)
    {
        var centered = new float[_mean.Length];
        TensorPrimitives.Subtract(vector, _mean, centered);
        UnitLength.Scale(centered);
        return centered;
    }

    /// <summary>Cosine similarity of two of the vectors, -1 to 1.</summary>
    public float Similarity(int one, int other) => Similarity(_rows[one], other);

    /// <summary>Cosine similarity of a centered vector and one of these, -1 to 1.</summary>
    public float Similarity(ReadOnlySpan<float> centered, int row) => TensorPrimitives.Dot(centered, _rows[row]);
}
