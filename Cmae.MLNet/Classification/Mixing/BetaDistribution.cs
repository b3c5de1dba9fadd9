using Cmae.MLNet.Imaging;

namespace Cmae.MLNet.Classification;

/// <summary>Random numbers of the symmetric beta distribution, which mixup and CutMix draw from.</summary>
internal static class BetaDistribution
{
    /// <summary>A number in 0..1 of Beta(alpha, alpha): uniform for 1, near the ends for less.</summary>
    public static double Next(Random random, double alpha)
    {
        double first = Gamma(random, alpha), second = Gamma(random, alpha);
        return first + second > 0 ? first / (first + second) : 0.5;
    }

    // Marsaglia and Tsang's method; shapes below 1 are drawn one higher and brought back by a power of a uniform number.
    private static double Gamma(Random random, double shape)
    {
        if (shape < 1)
            return Gamma(random, shape + 1) * Math.Pow(1 - random.NextDouble(), 1 / shape);
        double d = shape - (1.0 / 3), c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            double normal = GaussianNoise.Next(random);
            double v = Math.Pow(1 + (c * normal), 3);
            if (v > 0 && Math.Log(1 - random.NextDouble()) < (0.5 * normal * normal) + d - (d * v) + (d * Math.Log(v)))
                return d * v;
        }
    }
}
