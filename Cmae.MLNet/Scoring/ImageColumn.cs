using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;

namespace Cmae.MLNet.Scoring;

/// <summary>What an image column holds.</summary>
internal enum ImageColumnKind
{
    /// <summary>Images in memory (<see cref="MLImage"/>).</summary>
    Image,

    /// <summary>Text: the files' paths.</summary>
    Path,

    /// <summary>Vectors of bytes: encoded images.</summary>
    EncodedBytes,
}

/// <summary>Checks that a column of a schema can hold images.</summary>
internal static class ImageColumn
{
    /// <summary>What the column of a data view holds.</summary>
    /// <exception cref="ArgumentException">There is no such column, or its type is no image.</exception>
    public static ImageColumnKind KindIn(DataViewSchema schema, string name)
    {
        DataViewSchema.Column column = schema.GetColumnOrNull(name) ?? throw Unknown(name, schema.Where(c => !c.IsHidden).Select(c => c.Name));
        return column.Type switch
        {
            ImageDataViewType => ImageColumnKind.Image,
            TextDataViewType => ImageColumnKind.Path,
            VectorDataViewType { ItemType: NumberDataViewType item } when item == NumberDataViewType.Byte => ImageColumnKind.EncodedBytes,
            _ => throw WrongType(name, column.Type.ToString()!),
        };
    }

    /// <summary>Checks the column of a pipeline that is being put together.</summary>
    /// <exception cref="ArgumentException">There is no such column, or its type is no image.</exception>
    public static void Check(SchemaShape shape, string name)
    {
        SchemaShape.Column column = shape.FirstOrDefault(c => c.Name == name);
        if (column.Name is null)
            throw Unknown(name, shape.Select(c => c.Name));
        bool isVector = column.Kind != SchemaShape.Column.VectorKind.Scalar;
        bool isImage = isVector ? column.ItemType == NumberDataViewType.Byte && !column.IsKey : column.ItemType is ImageDataViewType or TextDataViewType;
        if (!isImage)
            throw WrongType(name, (isVector ? "Vector of " : "") + (column.IsKey ? "Key of " : "") + column.ItemType);
    }

    private static ArgumentException Unknown(string name, IEnumerable<string> columns) =>
        new($"There is no column '{name}' for the images; the columns are {string.Join(", ", columns.Select(c => $"'{c}'"))}.");

    private static ArgumentException WrongType(string name, string type) =>
        new($"Column '{name}' has type {type}, which is no image. Accepted are: MLImage (mlContext.Transforms.LoadImages), text (paths of image files), " +
            "vector of Byte (encoded images).");
}
