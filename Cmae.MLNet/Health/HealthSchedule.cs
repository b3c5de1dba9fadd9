namespace Cmae.MLNet.Health;

/// <summary>After which steps health is measured: a function of the run's sizes and of nothing that is measured, so that a resumed run measures at the same ones.</summary>
internal static class HealthSchedule
{
    /// <summary>Share of the time that measuring may take.</summary>
    private const double TimeShare = 0.015;

    // Measured: what an image costs, as a part of what it costs in a step.
    private const double CostOfPair = 0.8, CostOfWholeImage = 0.3;

    /// <summary>Steps between two measurements.</summary>
    /// <param name="imagesPerStep">Images of an optimizer step.</param>
    /// <param name="pairs">Images with two views.</param>
    /// <param name="wholeImages">Whole images.</param>
    public static int Interval(int imagesPerStep, int pairs, int wholeImages) =>
        (int)Math.Ceiling(((CostOfPair * pairs) + (CostOfWholeImage * wholeImages)) / imagesPerStep / TimeShare);
}
