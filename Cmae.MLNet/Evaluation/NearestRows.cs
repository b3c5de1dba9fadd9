namespace Cmae.MLNet.Evaluation;

/// <summary>The most similar of the rows that are offered; of equally similar ones those with the lower number, if offered in order.</summary>
/// <param name="count">How many are kept.</param>
/// <remarks>One thread at a time.</remarks>
internal sealed class NearestRows(int count)
{
    private readonly PriorityQueue<int, (float Similarity, int Earlier)> _rows = new();

    /// <summary>The kept rows, the most similar first.</summary>
    public IEnumerable<(int Row, float Similarity)> BestFirst => _rows.UnorderedItems
        .OrderByDescending(item => item.Priority).Select(item => (item.Element, item.Priority.Similarity));

    /// <summary>Keeps a row if it is more similar than one of those that are kept.</summary>
    public void Offer(int row, float similarity)
    {
        if (_rows.Count < count)
            _rows.Enqueue(row, (similarity, -row));
        else if (_rows.TryPeek(out _, out (float Similarity, int Earlier) least) && similarity > least.Similarity)
            _rows.DequeueEnqueue(row, (similarity, -row));
    }
}
