namespace Cmae.MLNet.Samples.Tool.Scores;

/// <summary>How good scores are as probabilities.</summary>
/// <param name="ExpectedCalibrationError">
/// Mean distance between how sure predictions are and how often they are right: images are put into 15 bins of equal width by their highest
/// probability (a bin has its lower end, the last has both), and |accuracy − mean probability| of the bins is averaged by their number of
/// images (Guo et al., arXiv 1706.04599). From 0 to 1; 0 is perfect.
/// </param>
/// <param name="NegativeLogLikelihood">
/// Mean of −ln(probability of the right class), in nats; probabilities below 1e-15 count as 1e-15.
/// </param>
internal sealed record CalibrationFigures(double ExpectedCalibrationError, double NegativeLogLikelihood)
{
    private const double LeastProbability = 1e-15, Tolerance = 1e-3;

    /// <summary>
    /// Computes both; null if the scores of an image are not probabilities, because they do not sum to 1 or some are negative.
    /// </summary>
    public static CalibrationFigures? Of(ScoredImages images)
    {
        if (!images.Scores.All(IsDistribution))
            return null;
        double distance = ReliabilityBin.Of(images).Sum(bin => bin.Images * Math.Abs(bin.MeanProbability - bin.Accuracy));
        double logLikelihood = images.Truth.Zip(images.Scores)
            .Sum(image => Math.Log(Math.Max(image.Second[image.First], LeastProbability)));
        return new(distance / images.Truth.Count, -logLikelihood / images.Truth.Count);
    }

    private static bool IsDistribution(float[] scores) =>
        Math.Abs(scores.Sum(score => (double)score) - 1) < Tolerance && Array.TrueForAll(scores, score => score >= 0);
}
