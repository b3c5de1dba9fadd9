namespace Cmae.MLNet.Curation;

/// <summary>Compares labels with those of the most similar images, whose votes weigh exp(similarity / 0.07) as in k-NN evaluation.</summary>
internal static class LabelCheck
{
    private const int NeighborCount = 20;
    private const double Temperature = 0.07;

    /// <summary>The rows whose neighbors have another label, the most doubtful first.</summary>
    /// <param name="vectors">The rows.</param>
    /// <param name="labels">Their labels.</param>
    public static IEnumerable<(int Row, string Suggestion, double Doubt)> Doubts(CenteredVectors vectors, IReadOnlyList<string> labels)
    {
        Neighbor[][] neighbors = Neighbors.OfEach(vectors, NeighborCount);
        return Enumerable.Range(0, labels.Count)
            .Select(row => Doubt(row, neighbors[row], labels))
            .Where(doubt => doubt.Doubt > 0)
            .OrderByDescending(doubt => doubt.Doubt);
    }

    private static (int Row, string Suggestion, double Doubt) Doubt(int row, Neighbor[] neighbors, IReadOnlyList<string> labels)
    {
        var votes = new Dictionary<string, double>();
        foreach (Neighbor neighbor in neighbors)
        {
            string label = labels[neighbor.Row];
            votes[label] = votes.GetValueOrDefault(label) + Math.Exp((neighbor.Similarity - neighbors[0].Similarity) / Temperature);
        }
        if (votes.Count == 0)
            return (row, labels[row], 0);
        (string suggestion, double most) = votes.MaxBy(vote => vote.Value);
        return (row, suggestion, (most - votes.GetValueOrDefault(labels[row])) / votes.Values.Sum());
    }
}
