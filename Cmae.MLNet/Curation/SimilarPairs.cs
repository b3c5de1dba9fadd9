using System.Collections.Concurrent;

namespace Cmae.MLNet.Curation;

/// <summary>All pairs of rows that are similar to each other.</summary>
internal static class SimilarPairs
{
    private const int BlockRows = 256;

    /// <summary>The pairs at or above the threshold, the most similar first; of equal ones the earlier.</summary>
    public static IEnumerable<(int First, int Second, float Similarity)> Find(CenteredVectors vectors, float threshold)
    {
        var found = new ConcurrentBag<(int First, int Second, float Similarity)>();
        Parallel.For(0, (vectors.Count + BlockRows - 1) / BlockRows, block =>
        {
            int start = block * BlockRows, end = Math.Min(start + BlockRows, vectors.Count);
            for (int first = start; first < end; first++)
            {
                for (int second = first + 1; second < vectors.Count; second++)
                {
                    float similarity = vectors.Similarity(first, second);
                    if (similarity >= threshold)
                        found.Add((first, second, similarity));
                }
            }
        });
        return found.OrderBy(pair => (-pair.Similarity, pair.First, pair.Second));
    }
}
