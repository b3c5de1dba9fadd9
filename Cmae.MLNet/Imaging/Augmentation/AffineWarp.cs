using System.Buffers;

namespace Cmae.MLNet.Imaging;

/// <summary>
/// Moves an image by an affine map, with bicubic interpolation (a = -0.75) on a grid of 1/32 pixel and a plain color outside the image, as
/// OpenCV does.
/// </summary>
internal static class AffineWarp
{
    private const int GridBits = 5, GridSize = 1 << GridBits;
    private const int PositionBits = 10;
    private const int WeightBits = 15;
    private const int Taps = 4;

    private static readonly int[][] _weights =
        [.. Enumerable.Range(0, GridSize * GridSize).Select(cell => Weights(cell / GridSize, cell % GridSize))];

    /// <summary>Changes an image in place.</summary>
    /// <param name="pixels">height × width × 3 values.</param>
    /// <param name="width">Pixels of a row.</param>
    /// <param name="map">Maps a pixel's position to its new position.</param>
    /// <param name="fill">The color of pixels that come from outside the image, in the order of the pixels' channels.</param>
    public static void Warp(Span<byte> pixels, int width, AffineMap map, ReadOnlySpan<byte> fill)
    {
        int height = pixels.Length / (3 * width);
        AffineMap back = map.Inverse();
        byte[] source = ArrayPool<byte>.Shared.Rent(pixels.Length);
        pixels.CopyTo(source);
        const int scale = 1 << PositionBits, half = scale / GridSize / 2, toGrid = PositionBits - GridBits;
        for (int y = 0; y < height; y++)
        {
            int startX = Round((back.XY * y + back.X0) * scale) + half, startY = Round((back.YY * y + back.Y0) * scale) + half;
            for (int x = 0; x < width; x++)
            {
                int gridX = (startX + Round(back.XX * x * scale)) >> toGrid, gridY = (startY + Round(back.YX * x * scale)) >> toGrid;
                int[] weights = _weights[(gridY & (GridSize - 1)) * GridSize + (gridX & (GridSize - 1))];
                Span<byte> pixel = pixels.Slice(3 * (y * width + x), 3);
                Sample(source, width, height, (gridX >> GridBits) - 1, (gridY >> GridBits) - 1, weights, fill, pixel);
            }
        }
        ArrayPool<byte>.Shared.Return(source);
    }

    private static void Sample(
        ReadOnlySpan<byte> source, int width, int height, int left, int top, int[] weights, ReadOnlySpan<byte> fill, Span<byte> pixel)
    {
        int red = 0, green = 0, blue = 0;
        for (int tap = 0; tap < weights.Length; tap++)
        {
            int x = left + tap % Taps, y = top + tap / Taps;
            ReadOnlySpan<byte> value = (uint)x < (uint)width && (uint)y < (uint)height ? source.Slice(3 * (y * width + x), 3) : fill;
            red += value[0] * weights[tap];
            green += value[1] * weights[tap];
            blue += value[2] * weights[tap];
        }
        (pixel[0], pixel[1], pixel[2]) = (Clamp(red), Clamp(green), Clamp(blue));
    }

    private static byte Clamp(int sum) => (byte)Math.Clamp((sum + (1 << (WeightBits - 1))) >> WeightBits, 0, 255);

    /// <summary>
    /// The 4 × 4 weights for a position between the pixels, in fixed point; the largest or smallest inner one absorbs the rounding error of their sum.
    /// </summary>
    private static int[] Weights(int row, int column)
    {
        Span<float> vertical = stackalloc float[Taps], horizontal = stackalloc float[Taps];
        Cubic(row / (float)GridSize, vertical);
        Cubic(column / (float)GridSize, horizontal);
        var weights = new int[Taps * Taps];
        for (int tap = 0; tap < weights.Length; tap++)
        {
            int weight = Round(vertical[tap / Taps] * horizontal[tap % Taps] * (1 << WeightBits));
            weights[tap] = Math.Clamp(weight, short.MinValue, short.MaxValue);
        }

        int excess = weights.Sum() - (1 << WeightBits);
        if (excess != 0)
        {
            const int center = 2;
            int[] rows = [center, center + 1];
            int[] inner = [.. rows.SelectMany(_ => rows, (i, j) => i * Taps + j)];
            weights[excess < 0 ? inner.MaxBy(tap => weights[tap]) : inner.MinBy(tap => weights[tap])] -= excess;
        }
        return weights;
    }

    private static void Cubic(float x, Span<float> weights)
    {
        const float a = -0.75f;
        weights[0] = ((a * (x + 1) - 5 * a) * (x + 1) + 8 * a) * (x + 1) - 4 * a;
        weights[1] = ((a + 2) * x - (a + 3)) * x * x + 1;
        weights[2] = ((a + 2) * (1 - x) - (a + 3)) * (1 - x) * (1 - x) + 1;
        weights[3] = 1f - weights[0] - weights[1] - weights[2];
    }

    private static int Round(double value) => (int)Math.Round(value, MidpointRounding.ToEven);
}
