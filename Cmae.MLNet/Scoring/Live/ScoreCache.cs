using System.Collections.Concurrent;
using Microsoft.ML.Data;

namespace Cmae.MLNet.Scoring;

/// <summary>
/// Scores of a view's rows, so that a trainer that reads the view twenty times does not compute them twenty times. Keeps the first rows
/// that fit and lets go of none.
/// </summary>
/// <param name="bytes">Memory that the scores may take.</param>
/// <param name="length">Values of one row's scores.</param>
/// <remarks>Thread-safe: shared by all cursors of a view.</remarks>
internal sealed class ScoreCache(long bytes, int length)
{
    /// <summary>What a row takes besides its scores: the id, the array's header, the dictionary's entry.</summary>
    private const int RowOverhead = 96;

    private readonly ConcurrentDictionary<DataViewRowId, float[]> _scores = new();
    private readonly long _capacity = bytes / (RowOverhead + (sizeof(float) * (long)length));
    private long _count;

    /// <summary>Copies the scores of a row, if they are here.</summary>
    public bool TryCopy(DataViewRowId row, Span<float> scores)
    {
        if (!_scores.TryGetValue(row, out float[]? found))
            return false;
        found.CopyTo(scores);
        return true;
    }

    /// <summary>Keeps the scores of a row, if there is room.</summary>
    public void Add(DataViewRowId row, ReadOnlySpan<float> scores)
    {
        if (Interlocked.Read(ref _count) < _capacity && _scores.TryAdd(row, scores.ToArray()))
            Interlocked.Increment(ref _count);
    }
}
