using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;

namespace Cmae.MLNet.Imaging;

/// <summary>A column of images of a data view: <see cref="MLImage"/>, text (paths) or bytes of encoded images.</summary>
/// <remarks>Immutable and thread-safe. The only place that knows the three forms.</remarks>
internal sealed class ImageColumn
{
    private ImageColumn(DataViewSchema.Column column, ImageColumnKind kind) => (Column, Kind) = (column, kind);

    /// <summary>The column itself.</summary>
    public DataViewSchema.Column Column { get; }

    /// <summary>What it holds.</summary>
    public ImageColumnKind Kind { get; }

    /// <summary>Finds the column and checks its type.</summary>
    /// <exception cref="ArgumentException">There is no such column, or it is not an image column.</exception>
    public static ImageColumn Of(DataViewSchema schema, string name)
    {
        if (schema.GetColumnOrNull(name) is not { } column)
            throw ColumnErrors.MissingImages(name, schema.Select(known => known.Name));
        return KindOf(column.Type) is { } kind ? new(column, kind) : throw ColumnErrors.NotImages(name, column.Type.ToString()!);
    }

    /// <summary>What a column of this type holds; null if it cannot hold images.</summary>
    public static ImageColumnKind? KindOf(DataViewType type) => type switch
    {
        ImageDataViewType => ImageColumnKind.Image,
        TextDataViewType => ImageColumnKind.Path,
        VectorDataViewType vector when vector.ItemType == NumberDataViewType.Byte => ImageColumnKind.EncodedBytes,
        _ => null,
    };

    /// <summary>
    /// A function that takes the image of the current row; the result decodes it. An MLImage is valid until the row moves on, unless
    /// <see cref="ImageSource.Keep"/> is called before.
    /// </summary>
    /// <param name="row">A row or cursor over the column's data.</param>
    /// <param name="decoder">Decodes files and encoded bytes.</param>
    public Func<ImageSource> Reader(DataViewRow row, ImageDecoder decoder) => Kind switch
    {
        ImageColumnKind.Image => ImageReader(row, decoder),
        ImageColumnKind.Path => PathReader(row, decoder),
        _ => BytesReader(row, decoder),
    };

    private Func<ImageSource> PathReader(DataViewRow row, ImageDecoder decoder)
    {
        ValueGetter<ReadOnlyMemory<char>> getter = row.GetGetter<ReadOnlyMemory<char>>(Column);
        ReadOnlyMemory<char> path = default;
        return () =>
        {
            getter(ref path);
            return path.IsEmpty ? Missing(row) : new FileImage(path.ToString(), decoder, Place(row));
        };
    }

    private Func<ImageSource> BytesReader(DataViewRow row, ImageDecoder decoder)
    {
        ValueGetter<VBuffer<byte>> getter = row.GetGetter<VBuffer<byte>>(Column);
        VBuffer<byte> content = default;
        return () =>
        {
            getter(ref content);
            return content.Length == 0 ? Missing(row) : new EncodedImage(content.DenseValues().ToArray(), decoder, Place(row));
        };
    }

    private Func<ImageSource> ImageReader(DataViewRow row, ImageDecoder decoder)
    {
        ValueGetter<MLImage?> getter = row.GetGetter<MLImage?>(Column);
        MLImage? image = null; // passed again at the next row: its maker disposes it then, as ML.NET's own columns do
        return () =>
        {
            try
            {
                getter(ref image);
            }
            catch (Exception exception) when (UnreadableImage.CanBeCausedBy(exception))
            {
                // The pipeline before us loads, decodes or transforms the image in this call; its exceptions name neither row nor column.
                return new UnreadableImage(Place(row), UnreadableImage.Message(Place(row), exception), exception);
            }
            return image is null ? Missing(row) : new BorrowedImage(image, decoder, Place(row));
        };
    }

    private UnreadableImage Missing(DataViewRow row) => new(Place(row), $"There is no image in {Place(row)}: the value is empty.");

    private string Place(DataViewRow row) => $"row {row.Position} (counted from 0) of column '{Column.Name}'";
}
