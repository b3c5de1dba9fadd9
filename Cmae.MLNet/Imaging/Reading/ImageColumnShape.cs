using Microsoft.ML;
using Microsoft.ML.Data;

namespace Cmae.MLNet.Imaging;

/// <summary>Checks the image column of a pipeline that is being put together, before there is data.</summary>
internal static class ImageColumnShape
{
    /// <exception cref="ArgumentException">There is no such column, or it is not an image column.</exception>
    public static void Check(SchemaShape shape, string name)
    {
        SchemaShape.Column column = shape.FirstOrDefault(c => c.Name == name);
        if (column.Name is null)
            throw ColumnErrors.MissingImages(name, shape.Select(known => known.Name));
        bool isVector = column.Kind != SchemaShape.Column.VectorKind.Scalar;
        DataViewType type = isVector && column.ItemType is PrimitiveDataViewType item ? new VectorDataViewType(item) : column.ItemType;
        if (column.IsKey || ImageColumn.KindOf(type) is null)
            throw ColumnErrors.NotImages(name, $"{(isVector ? "vector of " : "")}{(column.IsKey ? "key of " : "")}{column.ItemType}");
    }
}
