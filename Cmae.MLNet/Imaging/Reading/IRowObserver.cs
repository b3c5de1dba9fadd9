using Microsoft.ML;

namespace Cmae.MLNet.Imaging;

/// <summary>
/// Reads a further column while rows are read for something else. A separate cursor might see the rows in another order: data views may
/// come in another order each time.
/// </summary>
internal interface IRowObserver
{
    /// <summary>The column, of the data that is read.</summary>
    DataViewSchema.Column Column { get; }

    /// <summary>An action that reads the current row.</summary>
    Action Observe(DataViewRow row);
}
