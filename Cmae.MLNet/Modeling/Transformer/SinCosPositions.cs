using TorchSharp.Modules;

namespace Cmae.MLNet.Modeling;

/// <summary>The fixed two-dimensional sine-cosine positions of MAE, with the row before the column, as CMAE has it.</summary>
internal static class SinCosPositions
{
    /// <summary>The table as a parameter (1, 1 + grid², width) that is not trained.</summary>
    public static Parameter Parameter(int grid, int width) => ModelParameter.Fixed(Table(grid, width), 1, 1 + grid * grid, width);

    /// <summary>
    /// (1 + grid²) rows of <paramref name="width"/> values: zeros for the class token, then for every patch, row by row,
    /// four equal parts sin(r·w), cos(r·w), sin(c·w), cos(c·w) with w_k = 10000^(-4k/width).
    /// </summary>
    public static float[] Table(int grid, int width)
    {
        int quarter = width / 4;
        var table = new float[(1 + grid * grid) * width];
        for (int token = 0; token < grid * grid; token++)
        {
            (int row, int column) = Math.DivRem(token, grid);
            Span<float> values = table.AsSpan((1 + token) * width, width);
            for (int k = 0; k < quarter; k++)
            {
                double frequency = Math.Pow(10_000, -(double)k / quarter);
                values[k] = (float)Math.Sin(row * frequency);
                values[quarter + k] = (float)Math.Cos(row * frequency);
                values[2 * quarter + k] = (float)Math.Sin(column * frequency);
                values[3 * quarter + k] = (float)Math.Cos(column * frequency);
            }
        }
        return table;
    }
}
