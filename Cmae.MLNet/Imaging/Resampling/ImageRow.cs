using Microsoft.ML;
using Microsoft.ML.Data;

namespace Cmae.MLNet.Imaging;

/// <summary>A row with one column that holds the image set last: the way to hand single images to a stock transformer.</summary>
internal sealed class ImageRow(DataViewSchema schema) : DataViewRow
{
    private long _position = -1;
    private MLImage? _image;

    public override DataViewSchema Schema => schema;

    public override long Position => _position;

    public override long Batch => 0;

    /// <summary>Makes the image the row's value; it stays its owner's.</summary>
    public void Set(MLImage? image)
    {
        _image = image;
        _position++;
    }

    public override bool IsColumnActive(DataViewSchema.Column column) => true;

    public override ValueGetter<DataViewRowId> GetIdGetter() =>
        (ref DataViewRowId id) => id = new DataViewRowId((ulong)_position, 0);

    public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
    {
        ValueGetter<MLImage?> getter = (ref MLImage? value) => value = _image;
        return getter as ValueGetter<TValue>
            ?? throw new InvalidOperationException($"The column holds {typeof(MLImage)}, not {typeof(TValue)}.");
    }
}
