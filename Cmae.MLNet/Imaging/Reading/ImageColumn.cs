using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;

namespace Cmae.MLNet.Imaging;

/// <summary>A column of images of a data view: <see cref="MLImage"/>, text (paths) or bytes of encoded images.</summary>
internal sealed class ImageColumn
{
    private readonly DataViewSchema.Column _column;

    private ImageColumn(DataViewSchema.Column column) => _column = column;

    /// <summary>The column itself.</summary>
    public DataViewSchema.Column Column => _column;

    /// <summary>Finds the column and checks its type.</summary>
    /// <exception cref="ArgumentException">There is no such column, or it does not hold images.</exception>
    public static ImageColumn Of(DataViewSchema schema, string name)
    {
        if (schema.GetColumnOrNull(name) is not { } column)
        {
            throw new ArgumentException(
                $"The image column '{name}' is not in the data, which has the columns {string.Join(", ", schema.Select(known => $"'{known.Name}'"))}.", nameof(name));
        }
        if (!Accepts(column.Type))
        {
            throw new ArgumentException(
                $"The image column '{name}' has the type {column.Type}. Accepted are MLImage (as LoadImages makes them), text (paths of image files) " +
                "and vectors of Byte (the content of image files).", nameof(name));
        }
        return new(column);
    }

    /// <summary>Whether a column of this type can hold images.</summary>
    public static bool Accepts(DataViewType type) => type is ImageDataViewType or TextDataViewType || IsBytes(type);

    /// <summary>A function that takes up the image of the row at hand; decoding is left to the result. MLImages are copied and never disposed.</summary>
    /// <param name="row">The row at hand.</param>
    /// <param name="decodeFile">Reads an image file, scaled down to a short edge where one is given.</param>
    public Func<ImageSource> Reader(DataViewRow row, Func<string, int?, PixelImage> decodeFile) => _column.Type switch
    {
        ImageDataViewType => ImageReader(row),
        TextDataViewType => PathReader(row, decodeFile),
        _ => BytesReader(row),
    };

    private static bool IsBytes(DataViewType type) => type is VectorDataViewType vector && vector.ItemType == NumberDataViewType.Byte;

    private Func<ImageSource> PathReader(DataViewRow row, Func<string, int?, PixelImage> decodeFile)
    {
        ValueGetter<ReadOnlyMemory<char>> getter = row.GetGetter<ReadOnlyMemory<char>>(_column);
        ReadOnlyMemory<char> path = default;
        return () =>
        {
            getter(ref path);
            return path.IsEmpty ? Missing(row) : new FileImage(path.ToString(), decodeFile);
        };
    }

    private Func<ImageSource> BytesReader(DataViewRow row)
    {
        ValueGetter<VBuffer<byte>> getter = row.GetGetter<VBuffer<byte>>(_column);
        VBuffer<byte> content = default;
        return () =>
        {
            getter(ref content);
            return content.Length == 0 ? Missing(row) : new EncodedImage([.. content.DenseValues()], Place(row));
        };
    }

    private Func<ImageSource> ImageReader(DataViewRow row)
    {
        ValueGetter<MLImage> getter = row.GetGetter<MLImage>(_column);
        MLImage? image = null;
        return () =>
        {
            try
            {
                getter(ref image!);
                if (image is null)
                    return Missing(row);
                PixelImage pixels = ImageDecoder.Capture(image);
                return File.Exists(image.Tag) ? new LoadedFileImage(pixels, image.Tag) : new CapturedImage(pixels, Place(row));
            }
            catch (Exception exception) when (exception is not (OutOfMemoryException or OperationCanceledException))
            {
                // The pipeline before us loads, decodes or transforms the image in this call, and has its own exceptions.
                return new UnreadableImage(Place(row), $"The image in {Place(row)} cannot be read: {exception.Message}", exception);
            }
        };
    }

    private UnreadableImage Missing(DataViewRow row) => new(Place(row), $"There is no image in {Place(row)}: the value is empty.");

    private string Place(DataViewRow row) => $"row {row.Position} (counted from 0) of column '{_column.Name}'";
}
