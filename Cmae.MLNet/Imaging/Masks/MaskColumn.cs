using Cmae.MLNet.Files;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;

namespace Cmae.MLNet.Imaging;

/// <summary>A column of masks of a data view: text (paths), <see cref="MLImage"/>, or vectors of Byte with known height and width.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
internal sealed class MaskColumn
{
    private MaskColumn(DataViewSchema.Column column) => (Column, Classes) = (column, ClassAnnotations.Read(column));

    /// <summary>The column itself.</summary>
    public DataViewSchema.Column Column { get; }

    /// <summary>The classes, as <c>LoadSegmentationFolder</c> notes them; null if the column has no such notes.</summary>
    public SegmentationClasses? Classes { get; }

    /// <summary>Finds the column and checks its type.</summary>
    /// <exception cref="ArgumentException">There is no such column, or it cannot hold masks.</exception>
    public static MaskColumn Of(DataViewSchema schema, string name)
    {
        if (schema.GetColumnOrNull(name) is not { } column)
            throw ColumnErrors.MissingMasks(name, schema.Select(known => known.Name));
        return column.Type is TextDataViewType or ImageDataViewType || Size(column.Type) is not null
            ? new(column)
            : throw ColumnErrors.NotMasks(name, column.Type.ToString()!);
    }

    /// <summary>A function that reads the mask of the current row.</summary>
    /// <param name="row">A row or cursor over the column's data.</param>
    /// <param name="masks">Reads masks.</param>
    public Func<NamedMask> Reader(DataViewRow row, MaskReader masks) => Column.Type switch
    {
        TextDataViewType => PathReader(row, masks),
        ImageDataViewType => ImageReader(row, masks),
        _ => VectorReader(row, masks),
    };

    private Func<NamedMask> PathReader(DataViewRow row, MaskReader masks)
    {
        ValueGetter<ReadOnlyMemory<char>> getter = row.GetGetter<ReadOnlyMemory<char>>(Column);
        ReadOnlyMemory<char> path = default;
        return () =>
        {
            getter(ref path);
            return path.IsEmpty
                ? throw new InvalidDataException($"{NameOf(row)} is empty: no path. Filter out rows without a mask.")
                : new(masks.Read(path.ToString(), Place(row)), MaskErrors.Name(path.ToString()));
        };
    }

    private Func<NamedMask> ImageReader(DataViewRow row, MaskReader masks)
    {
        ValueGetter<MLImage?> getter = row.GetGetter<MLImage?>(Column);
        MLImage? image = null; // passed again at the next row: its maker disposes it then, as ML.NET's own columns do
        return () =>
        {
            getter(ref image);
            return image is null
                ? throw new InvalidDataException($"{NameOf(row)} is empty: no image. Filter out rows without a mask.")
                : new(masks.Read(image, NameOf(row)), NameOf(row));
        };
    }

    private Func<NamedMask> VectorReader(DataViewRow row, MaskReader masks)
    {
        ValueGetter<VBuffer<byte>> getter = row.GetGetter<VBuffer<byte>>(Column);
        (int height, int width) = Size(Column.Type)!.Value;
        VBuffer<byte> values = default;
        return () =>
        {
            getter(ref values);
            return new(masks.Read([.. values.DenseValues()], width, height, NameOf(row)), NameOf(row));
        };
    }

    private string Place(DataViewRow row) => $"row {row.Position} of column '{PrintableName.Of(Column.Name)}'";

    private string NameOf(DataViewRow row) => $"The mask in {Place(row)}";

    private static (int Height, int Width)? Size(DataViewType type) =>
        type is VectorDataViewType { Dimensions: [> 0 and var height, > 0 and var width] } vector
        && vector.ItemType == NumberDataViewType.Byte
            ? (height, width)
            : null;
}
