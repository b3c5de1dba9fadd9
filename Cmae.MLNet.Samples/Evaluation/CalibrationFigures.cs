namespace Cmae.MLNet.Samples.Evaluation;

/// <summary>How good scores are as probabilities.</summary>
/// <param name="ExpectedCalibrationError">
/// Mean distance between how sure predictions are and how often they are right: images are put into 15 bins of equal width by their highest
/// probability (a bin has its lower end, the last has both), and |accuracy − mean probability| of the bins is averaged by their number of images
/// (Guo et al., arXiv 1706.04599). From 0 to 1; 0 is perfect.
/// </param>
/// <param name="NegativeLogLikelihood">Mean of −ln(probability of the right class), in nats; probabilities below 1e-15 count as 1e-15.</param>
internal sealed record CalibrationFigures(double ExpectedCalibrationError, double NegativeLogLikelihood)
{
    private const int BinCount = 15;
    private const double LeastProbability = 1e-15, Tolerance = 1e-3;

    /// <summary>Computes both; null where the scores of an image are no probabilities, because they do not sum to 1 or some are negative.</summary>
    public static CalibrationFigures? Of(ScoredImages images)
    {
        if (!images.Scores.All(IsDistribution))
            return null;
        var surplus = new double[BinCount]; // sum of probability − number of right ones
        double logLikelihood = 0;
        foreach ((int truth, float[] scores) in images.Truth.Zip(images.Scores))
        {
            float highest = scores.Max();
            bool right = Array.IndexOf(scores, highest) == truth;
            surplus[Math.Min((int)(highest * BinCount), BinCount - 1)] += highest - (right ? 1 : 0);
            logLikelihood += Math.Log(Math.Max(scores[truth], LeastProbability));
        }
        return new(surplus.Sum(Math.Abs) / images.Truth.Count, -logLikelihood / images.Truth.Count);
    }

    private static bool IsDistribution(float[] scores) => Math.Abs(scores.Sum(score => (double)score) - 1) < Tolerance && Array.TrueForAll(scores, score => score >= 0);
}
