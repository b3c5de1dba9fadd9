namespace Cmae.MLNet.Samples.Tool.Scores;

/// <summary>Images whose predictions are about equally sure.</summary>
/// <param name="MeanProbability">Mean of their highest probabilities.</param>
/// <param name="Accuracy">Share of them that are predicted right.</param>
/// <param name="Images">Their number, at least 1.</param>
internal sealed record ReliabilityBin(double MeanProbability, double Accuracy, int Images)
{
    private const int BinCount = 15;

    /// <summary>
    /// Puts images into 15 bins of equal width by their highest probability; a bin has its lower end, the last has both. Empty ones are
    /// left out.
    /// </summary>
    public static IEnumerable<ReliabilityBin> Of(ScoredImages images) =>
        from image in images.Truth.Zip(
            images.Scores, (truth, scores) => (Highest: scores.Max(), Right: Array.IndexOf(scores, scores.Max()) == truth))
        group image by Math.Min((int)(image.Highest * BinCount), BinCount - 1) into bin
        orderby bin.Key
        select new ReliabilityBin(bin.Average(image => (double)image.Highest), bin.Average(image => image.Right ? 1.0 : 0), bin.Count());
}
