namespace Cmae.MLNet.Curation;

/// <summary>
/// Margin sampling (Scheffer, Decomain and Wrobel, 2001): the images whose two most probable classes a classifier can least tell apart.
/// </summary>
internal static class UncertainSelection
{
    /// <param name="probabilities">For every row, those of at least 2 classes.</param>
    /// <param name="count">How many to select; no more than rows without a label.</param>
    /// <param name="labeled">Rows that have a label.</param>
    /// <returns>The selected rows, the most uncertain first; of equal ones the earlier.</returns>
    public static int[] Select(IReadOnlyList<float[]> probabilities, int count, IReadOnlySet<int> labeled) =>
    [
        .. Enumerable.Range(0, probabilities.Count)
            .Where(row => !labeled.Contains(row)).OrderBy(row => Margin(probabilities[row])).Take(count),
    ];

    private static float Margin(float[] probabilities)
    {
        float[] best = [.. probabilities.OrderDescending().Take(2)];
        return best[0] - best[1];
    }
}
