using Microsoft.ML;
using Microsoft.ML.Transforms.Image;

namespace Cmae.MLNet.Scoring;

/// <summary>Data with the scores of its images; scored while it is read, every time it is read.</summary>
/// <remarks>Thread-safe if the source is: every cursor has its own buffers, all share one session.</remarks>
internal sealed class ScoredView(IDataView source, ScoredSchema schema, ImageScorer scorer) : IDataView
{
    private readonly ImageScorer _scorer = scorer.ForView();

    public bool CanShuffle => source.CanShuffle;

    public DataViewSchema Schema => schema.Output;

    public long? GetRowCount() => source.GetRowCount();

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null)
    {
        DataViewSchema.Column[] columns = [.. columnsNeeded];
        return Wrap(source.GetRowCursor(schema.Dependencies(columns), rand), columns);
    }

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null)
    {
        DataViewSchema.Column[] columns = [.. columnsNeeded];
        return [.. source.GetRowCursorSet(schema.Dependencies(columns), n, rand).Select(cursor => Wrap(cursor, columns))];
    }

    private DataViewRowCursor Wrap(DataViewRowCursor cursor, DataViewSchema.Column[] columns)
    {
        DataViewSchema.Column[] handedThrough = schema.HandedThrough(columns);
        // A column's images live in native memory until its cursor moves on: they cannot be read ahead.
        bool canReadAhead = schema.AnyScored(columns) && !handedThrough.Any(column => column.Type is ImageDataViewType);
        return canReadAhead
            ? new ReadAheadCursor(cursor, schema, _scorer, handedThrough)
            : new ScoredRowCursor(cursor, new ScoredRow(cursor, schema, _scorer, columns));
    }
}
