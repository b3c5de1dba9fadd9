namespace Cmae.MLNet.Checkpoints;

/// <summary>Weights of one-dimensional bicubic scaling, half-pixel centers (corners not aligned).</summary>
internal static class CubicFilter
{
    /// <summary>Plain interpolation with a = -0.75, edges repeated: what PyTorch's bicubic interpolate does, by which positions are resized.</summary>
    /// <returns>[to, from]</returns>
    public static double[,] Interpolation(int from, int to)
    {
        var weights = new double[to, from];
        for (int i = 0; i < to; i++)
        {
            double center = ((i + 0.5) * from / to) - 0.5;
            int first = (int)Math.Floor(center) - 1;
            for (int tap = first; tap < first + 4; tap++)
                weights[i, Math.Clamp(tap, 0, from - 1)] += Cubic(tap - center, -0.75);
        }
        return weights;
    }

    /// <summary>Antialiased scaling with a = -0.5, weights outside left out: how images, and so patches, are scaled.</summary>
    /// <returns>[to, from]</returns>
    public static double[,] Antialiased(int from, int to)
    {
        var weights = new double[to, from];
        double scale = Math.Max((double)from / to, 1);
        for (int i = 0; i < to; i++)
        {
            double center = (i + 0.5) * from / to;
            int first = Math.Max((int)(center - (2 * scale) + 0.5), 0);
            int end = Math.Min((int)(center + (2 * scale) + 0.5), from);
            double sum = 0;
            for (int tap = first; tap < end; tap++)
                sum += weights[i, tap] = Cubic((tap + 0.5 - center) / scale, -0.5);
            for (int tap = first; tap < end; tap++)
                weights[i, tap] /= sum;
        }
        return weights;
    }

    private static double Cubic(double x, double a) => Math.Abs(x) switch
    {
        < 1 and var t => ((((a + 2) * t) - (a + 3)) * t * t) + 1,
        < 2 and var t => a * (((((t - 5) * t) + 8) * t) - 4),
        _ => 0,
    };
}
