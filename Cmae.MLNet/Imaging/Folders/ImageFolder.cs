using Cmae.MLNet.Files;

namespace Cmae.MLNet.Imaging;

/// <summary>
/// A folder of images on disk: with a sub-folder for each class, or flat; if it has a <c>split.csv</c>, exactly the images that this lists.
/// </summary>
internal static class ImageFolder
{
    /// <summary>The file that keeps training, validation and test images apart.</summary>
    public const string SplitFileName = "split.csv";

    /// <summary>Lists the images in ordinal order of their relative paths.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="split">Which rows of split.csv, or null for all images.</param>
    public static ImageFolderListing List(string folder, string? split)
    {
        string root = ExistingFolder(folder);
        string splitFile = Path.Combine(root, SplitFileName);
        if (File.Exists(splitFile))
            return SplitImages.List(root, SplitTable.Read(splitFile), split);
        if (split is not null)
        {
            throw new FileNotFoundException(
                $"The {split} images of '{PrintableName.Of(root)}' are requested, but the folder has no {SplitFileName}. " +
                "Add one with the columns path,label,split, or load all images.", splitFile);
        }
        return ListFiles(root);
    }

    /// <summary>The same; every image must have a label.</summary>
    /// <exception cref="InvalidDataException">An image has none; the message names it, or the line of split.csv.</exception>
    public static ImageFolderListing ListLabeled(string folder, string? split)
    {
        string root = ExistingFolder(folder);
        string splitFile = Path.Combine(root, SplitFileName);
        if (File.Exists(splitFile))
        {
            SplitTable table = SplitTable.Read(splitFile);
            SplitImages.RequireLabels(table, split);
            return SplitImages.List(root, table, split);
        }
        ImageFolderListing listing = List(root, split);
        return listing.Rows.FirstOrDefault(row => row.Label.Length == 0) is { } unlabeled
            ? throw new InvalidDataException(
                $"'{PrintableName.Of(unlabeled.ImagePath)}' has no label: put images into sub-folders that are named by class, or " +
                $"list them in {SplitFileName}.")
            : listing;
    }

    /// <summary>Lists the splits that split.csv has rows of; none without a split.csv.</summary>
    public static IReadOnlyList<string> Splits(string folder)
    {
        string splitFile = Path.Combine(ExistingFolder(folder), SplitFileName);
        if (!File.Exists(splitFile))
            return [];
        HashSet<string> splits = [.. SplitTable.Read(splitFile).Rows.Select(row => row.Split)];
        return [.. SplitTable.Names.Where(splits.Contains)];
    }

    /// <summary>The full path of a folder.</summary>
    /// <exception cref="DirectoryNotFoundException">It does not exist.</exception>
    public static string ExistingFolder(string folder)
    {
        string root = Path.GetFullPath(folder);
        return Directory.Exists(root)
            ? root
            : throw new DirectoryNotFoundException($"The image folder '{PrintableName.Of(root)}' does not exist.");
    }

    private static ImageFolderListing ListFiles(string root)
    {
        var walk = FolderWalk.Through(root);
        ImageFolderRow[] rows =
        [
            .. walk.Images.Select(path => new ImageFolderRow { ImagePath = Path.Combine(root, path), Label = ClassOf(path) }),
        ];
        string[] warnings = [.. walk.Findings.Warnings(rows.Select(row => row.Label).Distinct())];
        return rows.Length > 0
            ? new ImageFolderListing(rows, warnings)
            : throw new InvalidDataException(
                $"The image folder '{PrintableName.Of(root)}' and its sub-folders contain no images " +
                $"({string.Join(", ", ImageExtensions.All.Select(extension => extension[1..]))}). {string.Join(' ', warnings)}".TrimEnd());
    }

    /// <summary>The first folder of a relative path; empty for a file directly in the root.</summary>
    private static string ClassOf(string path) => path.IndexOf('/') is var end and > 0 ? path[..end] : "";
}
