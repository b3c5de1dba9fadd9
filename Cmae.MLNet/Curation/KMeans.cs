using System.Numerics.Tensors;
using Cmae.MLNet.Evaluation;

namespace Cmae.MLNet.Curation;

/// <summary>
/// Spherical k-means: clusters of centered vectors by cosine similarity, started by k-means++ (Arthur and Vassilvitskii, 2007).
/// </summary>
internal sealed class KMeans
{
    private const int MaximumIterations = 50;

    private readonly CenteredVectors _vectors;
    private readonly float[][] _centers;
    private readonly int[] _clusters;

    /// <param name="vectors">The rows.</param>
    /// <param name="count">Number of clusters, at most the number of rows.</param>
    /// <param name="seed">Seed of the start; the result depends on it and on the rows alone.</param>
    public KMeans(CenteredVectors vectors, int count, int seed)
    {
        _vectors = vectors;
        _centers = Start(vectors, count, new Random(seed));
        _clusters = new int[vectors.Count];
        for (int iteration = 0; iteration < MaximumIterations && Assign(); iteration++)
            MoveCenters();
        Members = Array.ConvertAll(_centers, _ => new List<int>());
        for (int row = 0; row < _clusters.Length; row++)
            Members[_clusters[row]].Add(row);
    }

    /// <summary>The rows of each cluster in their own order; a cluster is empty only if vectors are equal.</summary>
    public List<int>[] Members { get; }

    /// <summary>Cosine similarity of a row and the center of its cluster.</summary>
    public float SimilarityToCenter(int row) => _vectors.Similarity(_centers[_clusters[row]], row);

    private static float[][] Start(CenteredVectors vectors, int count, Random random)
    {
        var centers = new List<float[]> { vectors[random.Next(vectors.Count)] };
        var distances = new double[vectors.Count]; // to the nearest center so far, squared
        Array.Fill(distances, double.PositiveInfinity);
        while (centers.Count < count)
        {
            float[] newest = centers[^1];
            Parallel.For(0, distances.Length, row =>
                distances[row] = Math.Min(distances[row], Math.Max(0, 2 - 2 * vectors.Similarity(newest, row))));
            centers.Add(vectors[Draw(distances, random)]);
        }
        return [.. centers.Select(center => (float[])center.Clone())];
    }

    private static int Draw(double[] weights, Random random)
    {
        double rest = random.NextDouble() * weights.Sum();
        for (int row = 0; row < weights.Length; row++)
        {
            rest -= weights[row];
            if (rest < 0)
                return row;
        }
        return random.Next(weights.Length); // all rows lie on centers
    }

    private bool Assign()
    {
        int moved = 0;
        Parallel.For(0, _clusters.Length, row =>
        {
            int nearest = 0;
            float greatest = float.NegativeInfinity;
            for (int cluster = 0; cluster < _centers.Length; cluster++)
            {
                float similarity = _vectors.Similarity(_centers[cluster], row);
                if (similarity > greatest)
                    (nearest, greatest) = (cluster, similarity);
            }
            if (_clusters[row] != nearest)
            {
                _clusters[row] = nearest;
                Interlocked.Increment(ref moved);
            }
        });
        return moved > 0;
    }

    private void MoveCenters()
    {
        var sums = Array.ConvertAll(_centers, _ => new float[_vectors.Length]);
        for (int row = 0; row < _clusters.Length; row++)
            TensorPrimitives.Add(sums[_clusters[row]], _vectors[row], sums[_clusters[row]]);
        for (int cluster = 0; cluster < sums.Length; cluster++)
        {
            UnitLength.Scale(sums[cluster]);
            if (TensorPrimitives.MaxMagnitude<float>(sums[cluster]) > 0) // else it keeps the center that it has
                _centers[cluster] = sums[cluster];
        }
    }
}
