namespace Cmae.MLNet.Curation;

/// <summary>The most similar vectors of vectors, by comparison with all of them.</summary>
internal static class Neighbors
{
    /// <summary>Vectors compared with all rows at a time, so that these stay in a core's cache.</summary>
    private const int BlockRows = 256;

    /// <summary>The rows most similar to a vector, best first; of equal ones the earlier.</summary>
    /// <param name="vectors">The rows.</param>
    /// <param name="centered">A vector that <see cref="CenteredVectors.Center"/> gave.</param>
    /// <param name="count">How many at most.</param>
    /// <param name="excluded">A row that is left out; -1 for none.</param>
    public static Neighbor[] Of(CenteredVectors vectors, float[] centered, int count, int excluded = -1)
    {
        var nearest = new PriorityQueue<int, (float, int)>();
        Compare(vectors, centered, nearest, count, 0, vectors.Count, excluded);
        return Sorted(nearest);
    }

    /// <summary>For every row, the other rows most similar to it, best first.</summary>
    public static Neighbor[][] OfEach(CenteredVectors vectors, int count)
    {
        var nearest = new PriorityQueue<int, (float, int)>[vectors.Count];
        Parallel.For(0, (vectors.Count + BlockRows - 1) / BlockRows, block =>
        {
            int start = block * BlockRows, end = Math.Min(start + BlockRows, vectors.Count);
            for (int row = start; row < end; row++)
                nearest[row] = new();
            for (int first = 0; first < vectors.Count; first += BlockRows)
            {
                for (int row = start; row < end; row++)
                {
                    int last = Math.Min(first + BlockRows, vectors.Count);
                    Compare(vectors, vectors[row], nearest[row], count, first, last, excluded: row);
                }
            }
        });
        return [.. nearest.Select(Sorted)];
    }

    private static void Compare(
        CenteredVectors vectors, float[] centered, PriorityQueue<int, (float, int)> nearest, int count, int first, int end, int excluded)
    {
        for (int row = first; row < end; row++)
        {
            if (row == excluded)
                continue;
            float similarity = vectors.Similarity(centered, row);
            if (nearest.Count < count)
                nearest.Enqueue(row, (similarity, -row));
            else if (nearest.TryPeek(out _, out (float Similarity, int) least) && similarity > least.Similarity)
                nearest.DequeueEnqueue(row, (similarity, -row));
        }
    }

    private static Neighbor[] Sorted(PriorityQueue<int, (float Similarity, int Earlier)> nearest) =>
    [
        .. nearest.UnorderedItems.OrderByDescending(item => item.Priority)
            .Select(item => new Neighbor(item.Element, item.Priority.Similarity)),
    ];
}
