namespace Cmae.MLNet.Curation;

/// <summary>
/// Greedy k-center (Sener and Savarese, "Active Learning for Convolutional Neural Networks: A Core-Set Approach", arXiv 1708.00489): always
/// the image least similar to everything labeled or selected so far. Covers the data, its outliers first.
/// </summary>
internal static class DiverseSelection
{
    /// <param name="vectors">The rows.</param>
    /// <param name="count">How many to select; no more than rows without a label.</param>
    /// <param name="labeled">Rows that have a label.</param>
    /// <returns>The selected rows, in the order in which they should be labeled.</returns>
    public static int[] Select(CenteredVectors vectors, int count, IReadOnlySet<int> labeled)
    {
        var nearest = new float[vectors.Count]; // similarity to the most similar labeled or selected row
        Array.Fill(nearest, float.NegativeInfinity);
        var isTaken = new bool[vectors.Count];
        foreach (int row in labeled)
            Take(row);
        var selected = new List<int>(count);
        while (selected.Count < count)
        {
            int farthest = -1;
            for (int row = 0; row < nearest.Length; row++)
            {
                if (!isTaken[row] && (farthest < 0 || nearest[row] < nearest[farthest]))
                    farthest = row;
            }
            selected.Add(farthest);
            Take(farthest);
        }
        return [.. selected];

        void Take(int taken)
        {
            isTaken[taken] = true;
            Parallel.For(0, nearest.Length, row => nearest[row] = Math.Max(nearest[row], vectors.Similarity(taken, row)));
        }
    }
}
