using System.Numerics.Tensors;

namespace Cmae.MLNet.Scoring;

/// <summary>The inverse of a square matrix, by elimination with row pivots.</summary>
internal static class MatrixInverse
{
    /// <summary>Inverts a matrix, whose rows are overwritten.</summary>
    /// <exception cref="ArgumentException">The matrix has no inverse.</exception>
    public static double[][] Of(double[][] rows)
    {
        int size = rows.Length;
        double[][] inverse = [.. Enumerable.Range(0, size).Select(_ => new double[size])];
        for (int i = 0; i < size; i++)
            inverse[i][i] = 1;
        for (int step = 0; step < size; step++)
        {
            int pivot = Enumerable.Range(step, size - step).MaxBy(i => Math.Abs(rows[i][step]));
            if (Math.Abs(rows[pivot][step]) < 1e-12)
                throw new ArgumentException("The matrix has no inverse.", nameof(rows));
            (rows[step], rows[pivot]) = (rows[pivot], rows[step]);
            (inverse[step], inverse[pivot]) = (inverse[pivot], inverse[step]);
            double scale = 1 / rows[step][step];
            TensorPrimitives.Multiply(rows[step], scale, rows[step]);
            TensorPrimitives.Multiply(inverse[step], scale, inverse[step]);
            for (int i = 0; i < size; i++)
            {
                double factor = rows[i][step];
                if (i == step || factor == 0)
                    continue;
                AddScaled(rows[i].AsSpan(step), rows[step].AsSpan(step), -factor);
                AddScaled(inverse[i], inverse[step], -factor);
            }
        }
        return inverse;
    }

    private static void AddScaled(Span<double> row, ReadOnlySpan<double> other, double factor) =>
        TensorPrimitives.MultiplyAdd(other, factor, row, row);
}
