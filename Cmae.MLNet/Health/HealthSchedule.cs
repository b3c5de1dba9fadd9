namespace Cmae.MLNet.Health;

/// <summary>
/// Decides after which steps health is measured. It depends on the run's sizes and not on any measurement, so that a resumed run measures after the
/// same steps.
/// </summary>
internal static class HealthSchedule
{
    /// <summary>Share of the time that measuring may take.</summary>
    private const double TimeShare = 0.015;

    // Costs per image, relative to an image in a training step. Their sum was measured (64 pairs and 256 whole images cost as much as
    // 2.2 steps of 64 images, Micro at 64 pixels); the split between the two is an estimate from their operations.
    private const double CostOfPair = 0.9, CostOfWholeImage = 0.33;

    /// <summary>Number of steps between two measurements.</summary>
    /// <param name="imagesPerStep">Images in an optimizer step.</param>
    /// <param name="pairs">Images that are measured with two views.</param>
    /// <param name="wholeImages">Images that are measured whole.</param>
    public static int Interval(int imagesPerStep, int pairs, int wholeImages) =>
        (int)Math.Ceiling(((CostOfPair * pairs) + (CostOfWholeImage * wholeImages)) / imagesPerStep / TimeShare);
}
