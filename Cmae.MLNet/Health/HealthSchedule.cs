namespace Cmae.MLNet.Health;

/// <summary>After which steps health is measured: a function of the run's sizes and of nothing that is measured, so that a resumed run measures at the same ones.</summary>
internal static class HealthSchedule
{
    /// <summary>Share of the time that measuring may take.</summary>
    private const double TimeShare = 0.015;

    // What an image costs, as a part of what it costs in a step. Together they are measured (64 pairs and 256 whole images: 2.2 steps of 64 images, Micro at
    // 64 pixels); how they share it is an estimate from the work of each.
    private const double CostOfPair = 0.9, CostOfWholeImage = 0.33;

    /// <summary>Steps between two measurements.</summary>
    /// <param name="imagesPerStep">Images of an optimizer step.</param>
    /// <param name="pairs">Images with two views.</param>
    /// <param name="wholeImages">Whole images.</param>
    public static int Interval(int imagesPerStep, int pairs, int wholeImages) =>
        (int)Math.Ceiling(((CostOfPair * pairs) + (CostOfWholeImage * wholeImages)) / imagesPerStep / TimeShare);
}
