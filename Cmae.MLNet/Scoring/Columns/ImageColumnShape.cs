using Cmae.MLNet.Imaging;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Cmae.MLNet.Scoring;

/// <summary>Checks the image column of a pipeline that is being put together, before there is data.</summary>
internal static class ImageColumnShape
{
    /// <exception cref="ArgumentException">There is no such column, or its type is no image.</exception>
    public static void Check(SchemaShape shape, string name)
    {
        SchemaShape.Column column = shape.FirstOrDefault(c => c.Name == name);
        if (column.Name is null)
        {
            throw new ArgumentException(
                $"The image column '{name}' is not in the data, which has the columns {string.Join(", ", shape.Select(known => $"'{known.Name}'"))}.", nameof(name));
        }
        bool isVector = column.Kind != SchemaShape.Column.VectorKind.Scalar;
        if (!ImageColumn.Accepts(isVector && column.ItemType is PrimitiveDataViewType item ? new VectorDataViewType(item) : column.ItemType) || column.IsKey)
        {
            throw new ArgumentException(
                $"The image column '{name}' has the type {(isVector ? "vector of " : "")}{(column.IsKey ? "key of " : "")}{column.ItemType}. Accepted are " +
                "MLImage (as LoadImages makes them), text (paths of image files) and vectors of Byte (the content of image files).", nameof(name));
        }
    }
}
