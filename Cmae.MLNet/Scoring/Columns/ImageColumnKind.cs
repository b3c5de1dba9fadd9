using Cmae.MLNet.Imaging;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;

namespace Cmae.MLNet.Scoring;

/// <summary>What an image column holds; which of them a saved model can hold depends on it.</summary>
internal enum ImageColumnKind
{
    /// <summary>Images in memory (<see cref="MLImage"/>).</summary>
    Image,

    /// <summary>Text: the files' paths.</summary>
    Path,

    /// <summary>Vectors of bytes: encoded images.</summary>
    EncodedBytes,
}

/// <summary>Looks at the schema of a data view.</summary>
internal static class ImageColumnKinds
{
    /// <summary>What the column holds.</summary>
    /// <exception cref="ArgumentException">There is no such column, or its type is no image.</exception>
    public static ImageColumnKind Of(DataViewSchema schema, string column) => ImageColumn.Of(schema, column).Column.Type switch
    {
        ImageDataViewType => ImageColumnKind.Image,
        TextDataViewType => ImageColumnKind.Path,
        _ => ImageColumnKind.EncodedBytes,
    };
}
