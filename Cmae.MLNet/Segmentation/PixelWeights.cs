namespace Cmae.MLNet.Segmentation;

/// <summary>Factors on the classes of pixels in the cross entropy.</summary>
internal static class PixelWeights
{
    private const double Least = 0.25, Most = 4;

    /// <summary>
    /// The square root of median frequency / frequency, between 0.25 and 4, scaled so that the mean over all pixels is 1; 1 for a class without
    /// pixels.
    /// </summary>
    /// <param name="pixels">Labeled pixels of every class.</param>
    public static float[] Balanced(IReadOnlyList<long> pixels)
    {
        long[] present = [.. pixels.Where(count => count > 0).Order()];
        double median = (present[(present.Length - 1) / 2] + present[present.Length / 2]) / 2.0;
        double[] weights = [.. pixels.Select(count => count == 0 ? 1 : Math.Clamp(Math.Sqrt(median / count), Least, Most))];
        double mean = weights.Zip(pixels, (weight, count) => weight * count).Sum() / pixels.Sum();
        return [.. weights.Zip(pixels, (weight, count) => count == 0 ? 1 : (float)(weight / mean))];
    }
}
