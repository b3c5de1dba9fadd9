namespace Cmae.MLNet.Classification;

/// <summary>
/// Calibration by one number (Guo et al., 2017): the temperature that makes the probabilities of held-out images likeliest.
/// </summary>
internal static class TemperatureScaling
{
    /// <summary>Bounds, so that a few images that are all classified right do not ask for certainty.</summary>
    public const double Lowest = 0.05, Highest = 20;

    private const double Precision = 1e-6;
    private static readonly double s_golden = (Math.Sqrt(5) - 1) / 2;

    /// <summary>Minimizes the cross entropy of softmax(logits / temperature).</summary>
    /// <param name="logits">(N, classes), row by row.</param>
    /// <param name="labels">N classes.</param>
    public static float Fit(float[] logits, int[] labels)
    {
        // The loss is convex in 1 / temperature, so that it has one minimum over the logarithm too: golden section search.
        double low = Math.Log(Lowest), high = Math.Log(Highest);
        while (high - low > Precision)
        {
            double step = s_golden * (high - low), left = high - step, right = low + step;
            if (Loss(left) <= Loss(right))
                high = right;
            else
                low = left;
        }
        return (float)Math.Exp((low + high) / 2);

        double Loss(double logarithm) => ClassificationFigures.Of(logits, labels, Math.Exp(logarithm)).Loss;
    }
}
