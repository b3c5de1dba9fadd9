using Microsoft.ML;

namespace Cmae.MLNet.Imaging;

/// <summary>The values of a column by the positions of the rows, recorded as a cursor goes over them.</summary>
/// <param name="column">The column.</param>
/// <param name="reader">A function that reads the current row.</param>
internal sealed class RowValues<T>(DataViewSchema.Column column, Func<DataViewRow, Func<T>> reader) : IRowObserver
{
    private readonly Dictionary<long, T> _byRow = [];

    public DataViewSchema.Column Column => column;

    /// <summary>What was recorded, in the order of the rows.</summary>
    public IReadOnlyDictionary<long, T> ByRow => _byRow;

    public Action Observe(DataViewRow row)
    {
        Func<T> read = reader(row);
        return () => _byRow.Add(row.Position, read());
    }
}
