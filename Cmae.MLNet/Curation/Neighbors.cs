using Cmae.MLNet.Evaluation;

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
        var nearest = new NearestRows(count);
        Compare(vectors, centered, nearest, 0, vectors.Count, excluded);
        return Sorted(nearest);
    }

    /// <summary>For every row, the other rows most similar to it, best first.</summary>
    public static Neighbor[][] OfEach(CenteredVectors vectors, int count)
    {
        var nearest = new NearestRows[vectors.Count];
        Parallel.For(0, (vectors.Count + BlockRows - 1) / BlockRows, block =>
        {
            int start = block * BlockRows, end = Math.Min(start + BlockRows, vectors.Count);
            for (int row = start; row < end; row++)
                nearest[row] = new(count);
            for (int first = 0; first < vectors.Count; first += BlockRows)
            {
                for (int row = start; row < end; row++)
                {
                    int last = Math.Min(first + BlockRows, vectors.Count);
                    Compare(vectors, vectors[row], nearest[row], first, last, excluded: row);
                }
            }
        });
        return [.. nearest.Select(Sorted)];
    }

    private static void Compare(CenteredVectors vectors, float[] centered, NearestRows nearest, int first, int end, int excluded)
    {
        for (int row = first; row < end; row++)
        {
            if (row != excluded)
                nearest.Offer(row, vectors.Similarity(centered, row));
        }
    }

    private static Neighbor[] Sorted(NearestRows nearest) =>
        [.. nearest.BestFirst.Select(near => new Neighbor(near.Row, near.Similarity))];
}
