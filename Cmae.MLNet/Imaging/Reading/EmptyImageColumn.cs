using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;

namespace Cmae.MLNet.Imaging;

/// <summary>Data views without rows and with one image column, to fit stock transformers on that learn nothing from rows.</summary>
internal static class EmptyImageColumn
{
    /// <summary>A column of images in memory.</summary>
    public static IDataView OfImages(MLContext ml, string column) => Empty<ImageValue>(ml, nameof(ImageValue.Image), column);

    /// <summary>A column of paths.</summary>
    public static IDataView OfPaths(MLContext ml, string column) => Empty<PathValue>(ml, nameof(PathValue.Path), column);

    private static IDataView Empty<T>(MLContext ml, string member, string column)
        where T : class
    {
        SchemaDefinition definition = SchemaDefinition.Create(typeof(T));
        definition[member].ColumnName = column;
        return ml.Data.LoadFromEnumerable<T>([], definition);
    }

    private sealed class ImageValue
    {
        [ImageType(1, 1)] // nominal: ML.NET refuses a column without a size
        public MLImage? Image { get; set; }
    }

    private sealed class PathValue
    {
        public string? Path { get; set; }
    }
}
