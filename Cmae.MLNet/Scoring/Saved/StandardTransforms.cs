using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;

namespace Cmae.MLNet.Scoring;

/// <summary>The stock transformers that live scoring and saved models share, and empty data to fit them on (they learn nothing).</summary>
internal static class StandardTransforms
{
    /// <summary>The one resampler of evaluation, live scoring and saved models: short edge to <paramref name="side"/>, center square.</summary>
    public static ImageResizingEstimator Resize(MLContext ml, string outputColumn, string inputColumn, int side) =>
        ml.Transforms.ResizeImages(outputColumn, side, side, inputColumn, ImageResizingEstimator.ResizingKind.IsoCrop, ImageResizingEstimator.Anchor.Center);

    /// <summary>A data view without rows and with one column of images.</summary>
    public static IDataView EmptyImages(MLContext ml, string column) => Empty<ImageValue>(ml, nameof(ImageValue.Image), column);

    /// <summary>A data view without rows and with one column of paths.</summary>
    public static IDataView EmptyPaths(MLContext ml, string column) => Empty<PathValue>(ml, nameof(PathValue.Path), column);

    private static IDataView Empty<T>(MLContext ml, string member, string column)
        where T : class
    {
        SchemaDefinition definition = SchemaDefinition.Create(typeof(T));
        definition[member].ColumnName = column;
        return ml.Data.LoadFromEnumerable<T>([], definition);
    }

    private sealed class ImageValue
    {
        [ImageType(1, 1)] // nominal: a column that says nothing is refused
        public MLImage? Image { get; set; }
    }

    private sealed class PathValue
    {
        public string? Path { get; set; }
    }
}
