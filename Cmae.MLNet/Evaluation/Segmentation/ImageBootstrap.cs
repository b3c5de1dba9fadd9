using Cmae.MLNet.Runtime;

namespace Cmae.MLNet.Evaluation;

/// <summary>
/// Percentile bootstrap over images (Efron, 1979): what a figure might be on as many other images of the same kind. Pixels of one image are
/// alike, so that the number of pixels says nothing about the precision.
/// </summary>
internal static class ImageBootstrap
{
    private const int Repetitions = 1000;

    // 95 % of the repetitions lie between.
    private const double Tail = 0.025;

    /// <summary>The 95 % interval of a figure; the same for the same images.</summary>
    /// <param name="images">The pixels of each class of each image.</param>
    /// <param name="figure">The figure.</param>
    public static CmaeInterval Interval(IReadOnlyList<ClassPixels[]> images, Func<SegmentationFigures, double> figure)
    {
        if (images.Count == 0)
            return new(double.NaN, double.NaN);
        Random random = RandomSource.Stream(0, (long)RandomPurpose.Bootstrap);
        double[] values = [.. Enumerable.Range(0, Repetitions).Select(_ => figure(new(Resample(images, random)))).Order()];
        return new(values[(int)(Tail * Repetitions)], values[(int)((1 - Tail) * Repetitions) - 1]);
    }

    private static ClassPixels[] Resample(IReadOnlyList<ClassPixels[]> images, Random random)
    {
        var sum = new ClassPixels[images[0].Length];
        for (int i = 0; i < images.Count; i++)
        {
            ClassPixels[] drawn = images[random.Next(images.Count)];
            for (int c = 0; c < sum.Length; c++)
                sum[c] += drawn[c];
        }
        return sum;
    }
}
