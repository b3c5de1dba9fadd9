using Cmae.MLNet.Samples.Tool.Display;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Cmae.MLNet.Samples.Tool.Images;

/// <summary>
/// Loads folders of images for a verb, every image checked before any work: what is not complete or not an image is named, and left out or
/// an error.
/// </summary>
/// <param name="ml">The context.</param>
/// <param name="policy">What is done with images that cannot be read.</param>
/// <param name="warn">Takes the warning about those that are left out.</param>
/// <param name="cancellation">Cancels the check.</param>
internal sealed class ReadableImages(MLContext ml, BadImages policy, Action<string> warn, CancellationToken cancellation)
{
    private const int Named = 10;

    /// <summary>Pixels that an image may have; null for what is usual.</summary>
    public long? MaxPixels { get; init; }

    /// <summary>How many images of all folders so far were left out.</summary>
    public int LeftOut { get; private set; }

    /// <summary>Rows of ImagePath and Label of a folder's readable images.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="split">Which rows of its split.csv; null for all images.</param>
    /// <exception cref="InvalidDataException">An image cannot be read and the policy is to stop, or none can be read.</exception>
    public IDataView Load(DirectoryInfo folder, string? split) => Check(ml.Data.LoadImageFolder(folder.FullName, split));

    /// <summary>The same for a classifier: a row of split.csv without a label is an error.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="split">Which rows of its split.csv; null for all images, which are labeled by their sub-folder, if they are in one.</param>
    /// <exception cref="InvalidDataException">
    /// A row has no label, an image cannot be read and the policy is to stop, or none can be read.
    /// </exception>
    public IDataView LoadLabeled(DirectoryInfo folder, string? split) =>
        split is null ? Load(folder, split) : Check(ml.Data.LoadLabeledImageFolder(folder.FullName, split));

    /// <summary>The rows whose image can be read.</summary>
    /// <exception cref="InvalidDataException">An image cannot be read and the policy is to stop, or none can be read.</exception>
    public IDataView Check(IDataView images)
    {
        IReadOnlyList<CmaeUnreadableImage> unreadable = MaxPixels is { } most
            ? ml.Data.FindUnreadableImages(images, maxImagePixels: most, cancellationToken: cancellation)
            : ml.Data.FindUnreadableImages(images, cancellationToken: cancellation);
        if (unreadable.Count == 0)
            return images;
        string[] paths = [.. images.GetColumn<string>("ImagePath")];
        string named = string.Concat(unreadable.Take(Named).Select(image => $"{Environment.NewLine}- {VisibleText.OfName(image.Reason)}"))
            + (unreadable.Count > Named ? $"{Environment.NewLine}- and {unreadable.Count - Named} more" : "");
        string count = $"{unreadable.Count:N0} of {paths.Length:N0} image{(paths.Length == 1 ? "" : "s")} cannot be read";
        if (policy == BadImages.Stop)
            throw new InvalidDataException($"{count}. Nothing was done; --bad-images skip leaves such images out:{named}");
        if (unreadable.Count == paths.Length)
            throw new InvalidDataException($"{count}, so there is nothing to work on:{named}");
        warn($"{count}. They are left out:{named}");
        LeftOut += unreadable.Count;
        HashSet<string> bad = [.. unreadable.Select(image => paths[image.Row])];
        return ml.Data.FilterByCustomPredicate<Row>(images, row => bad.Contains(row.ImagePath)); // drops those; the columns stay
    }

    /// <summary>Checks one image that everything depends on.</summary>
    /// <exception cref="InvalidDataException">It cannot be read.</exception>
    public static void Require(MLContext ml, FileInfo image, CancellationToken cancellation)
    {
        IDataView row = ml.Data.LoadFromEnumerable([new Row { ImagePath = image.FullName }]);
        if (ml.Data.FindUnreadableImages(row, "ImagePath", cancellationToken: cancellation) is [var unreadable])
            throw new InvalidDataException(unreadable.Reason);
    }

    private sealed class Row
    {
        public string ImagePath { get; set; } = "";
    }
}
