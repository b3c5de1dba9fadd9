namespace Cmae.MLNet.Curation;

/// <summary>
/// TypiClust (Hacohen, Dekel and Weinshall, "Active Learning on a Budget", arXiv 2202.02794): as many clusters as there will be labels; from
/// the largest clusters without a label, the image that is most similar to its 20 nearest within the cluster.
/// </summary>
internal static class TypicalSelection
{
    private const int NeighborCount = 20;

    /// <summary>More clusters than this are too small to have a typical member; a cluster then gives several images (the paper's limit).</summary>
    private const int MaximumClusters = 500;

    /// <param name="vectors">The rows.</param>
    /// <param name="count">How many to select; no more than rows without a label.</param>
    /// <param name="labeled">Rows that have a label.</param>
    /// <param name="seed">Seed of the clusters.</param>
    /// <returns>The selected rows, in the order in which they should be labeled.</returns>
    public static int[] Select(CenteredVectors vectors, int count, IReadOnlySet<int> labeled, int seed)
    {
        var clusters = new KMeans(vectors, Math.Min(Math.Min(MaximumClusters, count + labeled.Count), vectors.Count), seed);
        List<Cluster> open =
            [.. clusters.Members.Select(rows => new Cluster(vectors, rows, labeled)).Where(cluster => cluster.HasUnlabeled)];
        var selected = new List<int>(count);
        while (selected.Count < count)
        {
            Cluster cluster = open.MinBy(candidate => (candidate.Labels, -candidate.Size))!;
            selected.Add(cluster.TakeMostTypical());
            if (!cluster.HasUnlabeled)
                open.Remove(cluster);
        }
        return [.. selected];
    }

    private sealed class Cluster
    {
        private readonly CenteredVectors _vectors;
        private readonly List<int> _rows;
        private readonly Lazy<Queue<int>> _byTypicality;
        private readonly int _unlabeled;
        private int _taken;

        public Cluster(CenteredVectors vectors, List<int> rows, IReadOnlySet<int> labeled)
        {
            (_vectors, _rows) = (vectors, rows);
            Labels = rows.Count(labeled.Contains);
            _unlabeled = rows.Count - Labels;
            _byTypicality = new(() => new(rows.Where(row => !labeled.Contains(row)).OrderByDescending(Typicality)));
        }

        public int Labels { get; private set; }

        public int Size => _rows.Count;

        public bool HasUnlabeled => _taken < _unlabeled;

        public int TakeMostTypical()
        {
            _taken++;
            Labels++;
            return _byTypicality.Value.Dequeue();
        }

        private double Typicality(int row) => _rows.Where(other => other != row)
            .Select(other => (double)_vectors.Similarity(row, other))
            .OrderDescending().Take(NeighborCount).DefaultIfEmpty(0).Average();
    }
}
