using Microsoft.ML;
using Microsoft.ML.Transforms.Image;

namespace Cmae.MLNet.Samples.Tool.Probing;

/// <summary>Ways from an image file to a vector: ImagePath in, Features out.</summary>
internal static class ImageFeatures
{
    /// <summary>Side of the thumbnail that the baseline of raw pixels sees.</summary>
    public const int ThumbnailSide = 16;

    /// <summary>The features of an encoder.</summary>
    public static IEstimator<ITransformer> Of(MLContext ml, CmaeEncoder encoder, CmaeFeatureKind kind) =>
        ml.Transforms.LoadImages("Image", imageFolder: null, "ImagePath")
            .Append(ml.Transforms.CmaeFeaturize("Features", "Image", encoder, kind));

    /// <summary>The colors of a thumbnail of 16 by 16 pixels: what can be had without any learning.</summary>
    public static IEstimator<ITransformer> Pixels(MLContext ml) =>
        ml.Transforms.LoadImages("Image", imageFolder: null, "ImagePath")
            .Append(ml.Transforms.ResizeImages(
                "Image", ThumbnailSide, ThumbnailSide, resizing: ImageResizingEstimator.ResizingKind.IsoCrop))
            .Append(ml.Transforms.ExtractPixels("Features", "Image"));
}
