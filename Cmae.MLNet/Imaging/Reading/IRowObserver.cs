using Microsoft.ML;

namespace Cmae.MLNet.Imaging;

/// <summary>Takes up a further column while rows are read for something else. Read by a cursor of its own it might be that of other rows: data may come in another order each time.</summary>
internal interface IRowObserver
{
    /// <summary>The column, of the data that is read.</summary>
    DataViewSchema.Column Column { get; }

    /// <summary>An action that takes up the row where a cursor stands.</summary>
    Action Observe(DataViewRow row);
}
