using Microsoft.ML;
using Microsoft.ML.Data;

namespace Cmae.MLNet.Samples.Tool.Images;

/// <summary>Images to pre-train on, from several folders.</summary>
internal static class UnlabeledImages
{
    /// <summary>
    /// One data view (ImagePath, Label) of the folders' images: the train rows of those with a split.csv, else all of them.
    /// </summary>
    public static IDataView Load(MLContext ml, IEnumerable<DirectoryInfo> folders, Func<DirectoryInfo, string?, IDataView> load) =>
        Concatenate(ml, folders.Select(folder => load(folder, HasSplit(folder) ? "train" : null)));

    /// <summary>
    /// One data view (ImagePath, Label) of the images of several; an image that is in two of them comes once. Nothing is learned from the
    /// labels.
    /// </summary>
    public static IDataView Concatenate(MLContext ml, IEnumerable<IDataView> views) =>
        ml.Data.LoadFromEnumerable(views
            .SelectMany(view => view.GetColumn<string>("ImagePath").Zip(view.GetColumn<string>("Label")))
            .DistinctBy(image => image.First)
            .Select(image => new UnlabeledImage { ImagePath = image.First, Label = image.Second })
            .ToArray());

    /// <summary>Whether a folder keeps training, validation and test images apart.</summary>
    public static bool HasSplit(DirectoryInfo folder) => File.Exists(Path.Combine(folder.FullName, "split.csv"));

    private sealed class UnlabeledImage
    {
        public string ImagePath { get; init; } = "";

        public string Label { get; init; } = "";
    }
}
