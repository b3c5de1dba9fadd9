namespace Cmae.MLNet.Checkpoints;

/// <summary>The Moore-Penrose inverse of small matrices of full rank.</summary>
internal static class PseudoInverse
{
    /// <summary>The pseudo-inverse of the transpose of <paramref name="matrix"/>, which has that matrix's own shape.</summary>
    /// <param name="matrix">[m, n] of rank min(m, n)</param>
    /// <returns>(M Mᵀ)⁻¹ M where m ≤ n, else M (Mᵀ M)⁻¹</returns>
    public static double[,] OfTransposed(double[,] matrix)
    {
        (int m, int n) = (matrix.GetLength(0), matrix.GetLength(1));
        return m <= n ? Solve(Gram(matrix), matrix) : Transpose(Solve(Gram(Transpose(matrix)), Transpose(matrix)));
    }

    private static double[,] Gram(double[,] a)
    {
        (int m, int n) = (a.GetLength(0), a.GetLength(1));
        var gram = new double[m, m];
        for (int i = 0; i < m; i++)
        {
            for (int j = 0; j < m; j++)
            {
                for (int k = 0; k < n; k++)
                    gram[i, j] += a[i, k] * a[j, k];
            }
        }
        return gram;
    }

    private static double[,] Transpose(double[,] a)
    {
        var transposed = new double[a.GetLength(1), a.GetLength(0)];
        for (int i = 0; i < a.GetLength(0); i++)
        {
            for (int j = 0; j < a.GetLength(1); j++)
                transposed[j, i] = a[i, j];
        }
        return transposed;
    }

    /// <summary>Gauss-Jordan elimination; a Gram matrix of full rank is positive definite and needs no pivoting.</summary>
    private static double[,] Solve(double[,] gram, double[,] right)
    {
        (int size, int columns) = (right.GetLength(0), right.GetLength(1));
        var solution = (double[,])right.Clone();
        for (int pivot = 0; pivot < size; pivot++)
        {
            double scale = 1 / gram[pivot, pivot];
            for (int j = 0; j < size; j++)
                gram[pivot, j] *= scale;
            for (int j = 0; j < columns; j++)
                solution[pivot, j] *= scale;
            for (int row = 0; row < size; row++)
            {
                double factor = row == pivot ? 0 : gram[row, pivot];
                for (int j = 0; j < size; j++)
                    gram[row, j] -= factor * gram[pivot, j];
                for (int j = 0; j < columns; j++)
                    solution[row, j] -= factor * solution[pivot, j];
            }
        }
        return solution;
    }
}
