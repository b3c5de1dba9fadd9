using System.Numerics.Tensors;

namespace Cmae.MLNet.Evaluation;

/// <summary>
/// Classification by the nearest rows: the k train rows with the greatest cosine similarity vote for their classes with weight exp(similarity /
/// temperature), as in Wu et al., "Unsupervised Feature Learning via Non-Parametric Instance Discrimination" (arXiv 1805.01978).
/// </summary>
internal sealed class NearestNeighbors
{
    /// <summary>All test rows of a batch are compared with this many train rows before the next ones, so that these stay in a core's cache.</summary>
    private const int BlockRows = 256;

    private readonly FeatureRow[] _train;
    private readonly int _classCount, _k;
    private readonly double _temperature;

    /// <param name="train">At least k rows; their features are scaled in place to a length of 1.</param>
    /// <param name="classCount">Number of classes.</param>
    /// <param name="k">How many vote.</param>
    /// <param name="temperature">Divides the similarities.</param>
    public NearestNeighbors(FeatureRow[] train, int classCount, int k, double temperature)
    {
        (_train, _classCount, _k, _temperature) = (train, classCount, k, temperature);
        foreach (FeatureRow row in train)
            UnitLength.Scale(row.Features);
    }

    /// <summary>
    /// Classifies rows; the result does not depend on the number of threads. Of equally similar train rows, the earlier one votes; of classes with
    /// equal votes, the lower one wins.
    /// </summary>
    /// <param name="test">The rows; their features are scaled in place to a length of 1.</param>
    /// <returns>Their classes, counted from 0.</returns>
    public uint[] Classify(FeatureRow[] test)
    {
        Parallel.ForEach(test, row => UnitLength.Scale(row.Features));
        return Classify(test, excluded: _ => -1);
    }

    /// <summary>Classifies every train row by the other train rows.</summary>
    /// <returns>Their classes, counted from 0.</returns>
    public uint[] ClassifyByOthers() => Classify(_train, excluded: row => row);

    private uint[] Classify(FeatureRow[] test, Func<int, int> excluded)
    {
        NearestRows[] nearest = [.. test.Select(_ => new NearestRows(_k))];
        for (int start = 0; start < _train.Length; start += BlockRows)
        {
            (int first, int end) = (start, Math.Min(start + BlockRows, _train.Length));
            Parallel.For(0, test.Length, i => Compare(test[i].Features, nearest[i], first, end, excluded(i)));
        }
        return [.. nearest.Select(Vote)];
    }

    private void Compare(float[] features, NearestRows nearest, int first, int end, int excluded)
    {
        for (int row = first; row < end; row++)
        {
            if (row != excluded)
                nearest.Offer(row, TensorPrimitives.Dot<float>(features, _train[row].Features));
        }
    }

    private uint Vote(NearestRows nearest)
    {
        (int Row, float Similarity)[] neighbors = [.. nearest.BestFirst];
        var votes = new double[_classCount];
        // Relative to the greatest similarity, because exp(similarity / temperature) overflows at small temperatures.
        foreach ((int row, float similarity) in neighbors)
            votes[_train[row].Label] += Math.Exp((similarity - neighbors[0].Similarity) / _temperature);
        return (uint)Array.IndexOf(votes, votes.Max());
    }
}
