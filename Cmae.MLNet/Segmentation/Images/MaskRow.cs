using Cmae.MLNet.Imaging;

namespace Cmae.MLNet.Segmentation;

/// <summary>The mask of a row, or why it cannot be used.</summary>
/// <param name="Name">What messages call it, at the start of a sentence; empty if it could not be read.</param>
/// <param name="Mask">The mask; null if it could not be read.</param>
/// <param name="Error">What was wrong; null if it could be read.</param>
internal sealed record MaskRow(string Name, PackedMask? Mask, Exception? Error)
{
    /// <summary>An observer that reads the mask of every row.</summary>
    public static RowValues<MaskRow> Observer(MaskColumn column, MaskReader reader) => new(column.Column, row =>
    {
        Func<NamedMask> read = column.Reader(row, reader);
        return () => Read(read);
    });

    private static MaskRow Read(Func<NamedMask> read)
    {
        try
        {
            (ClassMask mask, string name) = read();
            return new(name, PackedMask.Of(mask), null);
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            return new("", null, exception);
        }
    }
}
