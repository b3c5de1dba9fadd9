namespace Cmae.MLNet.Curation;

/// <summary>
/// TypiClust (Hacohen, Dekel and Weinshall, "Active Learning on a Budget", arXiv 2202.02794): as many clusters as there will be labels; from
/// the largest clusters without a label, the image that is most similar to its 20 nearest within the cluster.
/// </summary>
internal static class TypicalSelection
{
    private const int NeighborCount = 20;

    /// <summary>
    /// Typical images lie near the middle of their cluster: of a larger one, only this many nearest to it are compared with one another, so that
    /// a few images of 100,000 do not take hours.
    /// </summary>
    private const int ComparedRows = 1000;

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
            [.. clusters.Members.Select(rows => new Cluster(clusters, vectors, rows, labeled)).Where(cluster => cluster.HasUnlabeled)];
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
        private readonly KMeans _clusters;
        private readonly CenteredVectors _vectors;
        private readonly List<int> _rows;
        private readonly IReadOnlySet<int> _labeled;
        private readonly Lazy<Queue<int>> _byTypicality;
        private readonly int _unlabeled;
        private int _taken;

        public Cluster(KMeans clusters, CenteredVectors vectors, List<int> rows, IReadOnlySet<int> labeled)
        {
            (_clusters, _vectors, _rows, _labeled) = (clusters, vectors, rows, labeled);
            Labels = rows.Count(labeled.Contains);
            _unlabeled = rows.Count - Labels;
            _byTypicality = new(ByTypicality);
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

        private Queue<int> ByTypicality()
        {
            int[] fromMiddle = [.. _rows.OrderByDescending(_clusters.SimilarityToCenter)];
            int[] compared = [.. fromMiddle.Take(ComparedRows)];
            return new(compared.OrderByDescending(row => Typicality(row, compared))
                .Concat(fromMiddle.Skip(ComparedRows))
                .Where(row => !_labeled.Contains(row)));
        }

        private double Typicality(int row, int[] others) => others.Where(other => other != row)
            .Select(other => (double)_vectors.Similarity(row, other))
            .OrderDescending().Take(NeighborCount).DefaultIfEmpty(0).Average();
    }
}
