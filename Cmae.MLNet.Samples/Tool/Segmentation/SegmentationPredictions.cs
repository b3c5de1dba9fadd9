using Cmae.MLNet.Samples.Tool.Output;
using Microsoft.ML;

namespace Cmae.MLNet.Samples.Tool.Segmentation;

/// <summary>What a segmentation says of a folder of images, as a table.</summary>
internal static class SegmentationPredictions
{
    /// <summary>The header, and a record for each image; its overlay is written before.</summary>
    /// <param name="scored">What the model's Transform returns.</param>
    /// <param name="folder">The folder that paths are relative to.</param>
    /// <param name="overlays">Where overlays go, at the images' relative paths with .png; null for none.</param>
    /// <param name="cancellation">Cancels between two images.</param>
    public static IEnumerable<string[]> Records(
        IDataView scored, string folder, DirectoryInfo? overlays, CancellationToken cancellation)
    {
        yield return ["path", .. SegmentationModel.ClassNames(scored.Schema)];
        foreach (SegmentedImage image in SegmentedImage.All(scored, needsColors: overlays is not null))
        {
            cancellation.ThrowIfCancellationRequested();
            string path = RelativePath.Of(folder, image.Path);
            if (overlays is not null)
                OverlayPicture.Save(image, Path.Combine(overlays.FullName, $"{path}.png"));
            yield return [path, .. image.Shares.Select(share => CsvWriter.Number(share))];
        }
    }
}
