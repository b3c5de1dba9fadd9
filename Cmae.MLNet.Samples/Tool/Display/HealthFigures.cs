namespace Cmae.MLNet.Samples.Tool.Display;

/// <summary>How well a training goes, in words: the newest measurement beside the one before the first step.</summary>
internal static class HealthFigures
{
    /// <summary>Names and values, the most telling first.</summary>
    /// <param name="latest">The newest measurement.</param>
    /// <param name="initial">The one before the first step; null if it is not known, or if it is the newest.</param>
    public static IEnumerable<(string Name, string Value)> Of(CmaePretrainingHealth latest, CmaePretrainingHealth? initial)
    {
        if (latest.NeighborAccuracy is { } neighbors)
            yield return ("k-NN accuracy", $"{100 * neighbors:F1} %{Initially(100 * initial?.NeighborAccuracy, " %")}");
        if (latest.InfoNceAccuracy is { } accuracy)
            yield return ($"own view first (of {latest.Candidates})", $"{100 * accuracy:F0} %");
        yield return ("effective rank", $"{latest.EffectiveRank:F1}{Initially(initial?.EffectiveRank, "")}");
    }

    private static string Initially(double? value, string unit) => value is { } known ? $" ({known:F1}{unit} at the start)" : "";
}
