using Microsoft.ML;
using Microsoft.ML.Data;

namespace Cmae.MLNet.Scoring;

/// <summary>A row with the features of its image, computed whenever they are asked for.</summary>
/// <remarks>Disposes the input row with itself, as ML.NET's contract says.</remarks>
internal sealed class FeaturizedRow : DataViewRow
{
    private readonly DataViewRow _input;
    private readonly FeatureSchema _schema;
    private readonly HashSet<int> _active;
    private readonly ImageBatch? _image;

    public FeaturizedRow(DataViewRow input, FeatureSchema schema, FeatureScorer scorer, IEnumerable<DataViewSchema.Column> active)
    {
        (_input, _schema) = (input, schema);
        _active = [.. active.Select(c => c.Index)];
        _image = _active.Contains(schema.Input.Count) ? new ImageBatch(input, scorer, capacity: 1) : null;
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
        if (!_schema.IsFeatures(column))
            return _input.GetGetter<TValue>(_schema.Source(column));
        ValueGetter<VBuffer<float>> getter = (ref VBuffer<float> value) =>
        {
            _image!.Read(0);
            _image.Score(1);
            _image.CopyFeatures(0, ref value);
        };
        return getter as ValueGetter<TValue> ?? throw ColumnBuffer.WrongType<TValue>(column);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _image?.Dispose();
            _input.Dispose();
        }
        base.Dispose(disposing);
    }
}
