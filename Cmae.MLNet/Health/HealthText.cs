using System.Globalization;

namespace Cmae.MLNet.Health;

/// <summary>The figures in one line for the log.</summary>
internal static class HealthText
{
    public static string Describe(CmaePretrainingHealth health) => string.Join(", ", Parts(health));

    private static IEnumerable<string> Parts(CmaePretrainingHealth health)
    {
        yield return Text($"reconstruction {health.ReconstructionLoss:f4}");
        if (health.InfoNceAccuracy is { } accuracy)
        {
            yield return Text(
                $"matching view first among {health.Candidates} for {100 * accuracy:f0} % of images (mean rank {health.PositiveRank:f1})");
            yield return Text($"contrastive share of the gradient {100 * health.ContrastiveGradientShare:f0} %");
        }
        yield return Text($"effective rank {health.EffectiveRank:f1}");
        if (health.NeighborAccuracy is { } neighbors)
            yield return Text($"k-NN {100 * neighbors:f1} %");
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
