using System.Runtime.ExceptionServices;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Cmae.MLNet.Scoring;

/// <summary>
/// A cursor that reads rows ahead of its reader and scores their images together. The values of every other active column are
/// buffered with the images, so the input is read once and in its own order, shuffled or split as it may be. (A second cursor
/// for the other columns would have to repeat the first one's order, which nobody guarantees.)
/// </summary>
internal sealed class ReadAheadCursor : DataViewRowCursor
{
    private readonly DataViewRowCursor _input;
    private readonly ScoredSchema _schema;
    private readonly int _batchSize;
    private readonly ImageBatch _images;
    private readonly Dictionary<int, ColumnBuffer> _columns;
    private readonly ValueGetter<DataViewRowId> _idGetter;
    private readonly DataViewRowId[] _ids;
    private readonly long[] _batches;
    private readonly IDisposable? _preparation, _counting;
    private int _ahead = 1; // doubles up to the batch size, so that the first row does not wait for a full batch
    private int _count;
    private int _slot;
    private long _position = -1;
    private bool _ended;
    private ExceptionDispatchInfo? _failure; // thrown again at every further row: the rows read before it have no scores

    /// <summary>Takes ownership of the input; <paramref name="handedThrough"/> are the active input columns.</summary>
    public ReadAheadCursor(
        DataViewRowCursor input, ScoredSchema schema, ImageScorer scorer, IEnumerable<DataViewSchema.Column> handedThrough)
    {
        (_input, _schema, _batchSize) = (input, schema, scorer.BatchSize);
        _images = new ImageBatch(input, scorer, _batchSize);
        _columns = handedThrough.ToDictionary(column => column.Index, column => ColumnBuffer.Create(input, column, _batchSize));
        _idGetter = input.GetIdGetter();
        _ids = new DataViewRowId[_batchSize];
        _batches = new long[_batchSize];
        _preparation = scorer.Session.PrepareForManyRuns();
        _counting = scorer.NotUpright?.Open();
    }

    public override DataViewSchema Schema => _schema.Output;

    public override long Position => _position;

    public override long Batch => _batches[_slot];

    public override bool MoveNext()
    {
        if (_ended)
            return false;
        _failure?.Throw();
        if (++_slot >= _count && !ReadAhead())
        {
            (_ended, _position, _slot) = (true, -1, 0);
            return false;
        }
        _position++;
        return true;
    }

    private bool ReadAhead()
    {
        (_slot, _count) = (0, 0);
        try
        {
            while (_count < _ahead && _input.MoveNext())
            {
                foreach (ColumnBuffer column in _columns.Values)
                    column.Store(_count);
                _idGetter(ref _ids[_count]);
                _batches[_count] = _input.Batch;
                _images.Read(_count++);
            }
            if (_count > 0)
                _images.Score(_count);
        }
        catch (Exception exception)
        {
            _failure = ExceptionDispatchInfo.Capture(exception);
            throw;
        }
        _ahead = Math.Min(2 * _ahead, _batchSize);
        return _count > 0;
    }

    public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId id) => id = _ids[_slot];

    public override bool IsColumnActive(DataViewSchema.Column column) =>
        _schema.Scored(column) is not null || _columns.ContainsKey(column.Index);

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        Delegate getter = _schema.Scored(column) is { } scored
            ? scored.Getter(_images, () => _slot)
            : _columns.TryGetValue(column.Index, out ColumnBuffer? buffer)
                ? buffer.Getter(() => _slot)
                : throw new ArgumentException($"The column '{column.Name}' is not active in this cursor.", nameof(column));
        return getter as ValueGetter<TValue> ?? throw ColumnBuffer.WrongType<TValue>(column);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _preparation?.Dispose();
            _counting?.Dispose();
            _input.Dispose();
        }
        base.Dispose(disposing);
    }
}
