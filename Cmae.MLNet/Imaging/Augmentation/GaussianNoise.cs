namespace Cmae.MLNet.Imaging;

/// <summary>Normally distributed numbers from a stream of uniform ones (Box-Muller).</summary>
internal static class GaussianNoise
{
    /// <summary>A number of mean 0 and variance 1.</summary>
    public static double Next(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
