namespace Cmae.MLNet.Checkpoints;

/// <summary>The same linear map along the rows and along the columns of a square plane.</summary>
internal static class SeparableMap
{
    /// <summary>target = map · source · mapᵀ</summary>
    /// <param name="map">[to, from]</param>
    /// <param name="source">from × from values, row-major.</param>
    /// <param name="sourceStride">From one value to the next.</param>
    /// <param name="target">to × to values, row-major.</param>
    /// <param name="targetStride">From one value to the next.</param>
    public static void Transform(double[,] map, ReadOnlySpan<float> source, int sourceStride, Span<float> target, int targetStride)
    {
        (int to, int from) = (map.GetLength(0), map.GetLength(1));
        var rows = new double[to, from];
        for (int row = 0; row < to; row++)
        {
            for (int column = 0; column < from; column++)
            {
                for (int tap = 0; tap < from; tap++)
                    rows[row, column] += map[row, tap] * source[((tap * from) + column) * sourceStride];
            }
        }
        for (int row = 0; row < to; row++)
        {
            for (int column = 0; column < to; column++)
            {
                double sum = 0;
                for (int tap = 0; tap < from; tap++)
                    sum += map[column, tap] * rows[row, tap];
                target[((row * to) + column) * targetStride] = (float)sum;
            }
        }
    }
}
