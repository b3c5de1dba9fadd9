using Microsoft.ML;
using Microsoft.ML.Data;

namespace Cmae.MLNet.Scoring;

/// <summary>A row with the scores of its image, computed when they are asked for, once for a position of the row.</summary>
/// <remarks>Disposes the input row with itself, as ML.NET's contract says.</remarks>
internal sealed class ScoredRow : DataViewRow
{
    private readonly DataViewRow _input;
    private readonly ScoredSchema _schema;
    private readonly HashSet<int> _active;
    private readonly ImageBatch? _image;
    private readonly IDisposable? _counting;
    private long? _scored;

    public ScoredRow(DataViewRow input, ScoredSchema schema, ImageScorer scorer, IReadOnlyCollection<DataViewSchema.Column> active)
    {
        (_input, _schema) = (input, schema);
        _active = [.. active.Select(c => c.Index)];
        _image = schema.AnyScored(active) ? new ImageBatch(input, scorer, capacity: 1) : null;
        _counting = _image is null ? null : scorer.NotUpright?.Open();
    }

    public override DataViewSchema Schema => _schema.Output;

    public override long Position => _input.Position;

    public override long Batch => _input.Batch;

    public override ValueGetter<DataViewRowId> GetIdGetter() => _input.GetIdGetter();

    public override bool IsColumnActive(DataViewSchema.Column column) => _active.Contains(column.Index);

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        if (!IsColumnActive(column))
            throw new ArgumentException($"The column '{column.Name}' is not active in this row.", nameof(column));
        if (_schema.Scored(column) is not { } scored)
            return _input.GetGetter<TValue>(_schema.Source(column));
        return scored.Getter(_image!, Score) as ValueGetter<TValue> ?? throw ColumnBuffer.WrongType<TValue>(column);
    }

    private int Score()
    {
        if (_scored != _input.Position)
        {
            _scored = null; // the image may be unreadable
            _image!.Read(0);
            _image.Score(1);
            _scored = _input.Position;
        }
        return 0;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _counting?.Dispose();
            _input.Dispose();
        }
        base.Dispose(disposing);
    }
}
