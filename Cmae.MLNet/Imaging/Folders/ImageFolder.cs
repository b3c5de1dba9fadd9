namespace Cmae.MLNet.Imaging;

/// <summary>One image of an <see cref="ImageFolder"/>: a row of its data view.</summary>
internal sealed class ImageFolderRow
{
    /// <summary>Full path of the file.</summary>
    public string ImagePath { get; init; } = "";

    /// <summary>The class; empty if it is not known.</summary>
    public string Label { get; init; } = "";
}

/// <summary>
/// A folder of images on disk: with a sub-folder for each class, or flat; if it has a <c>split.csv</c>, exactly the images that this lists.
/// </summary>
internal static class ImageFolder
{
    /// <summary>The file that keeps training, validation and test images apart.</summary>
    public const string SplitFileName = "split.csv";

    private static readonly HashSet<string> ImageExtensions =
        new([".bmp", ".gif", ".jpeg", ".jpg", ".png", ".webp"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Lists the images in ordinal order of their relative paths.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="split">Which rows of split.csv, or null for all images.</param>
    public static IReadOnlyList<ImageFolderRow> List(string folder, string? split)
    {
        string root = ExistingFolder(folder);
        string splitFile = Path.Combine(root, SplitFileName);
        if (File.Exists(splitFile))
            return ListSplit(root, SplitTable.Read(splitFile), split);
        if (split is not null)
        {
            throw new FileNotFoundException(
                $"The {split} images of '{root}' are requested, but the folder has no {SplitFileName}. " +
                "Add one with the columns path,label,split, or load all images.", splitFile);
        }
        return ListFiles(root);
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

    private static string ExistingFolder(string folder)
    {
        string root = Path.GetFullPath(folder);
        return Directory.Exists(root) ? root : throw new DirectoryNotFoundException($"The image folder '{root}' does not exist.");
    }

    private static ImageFolderRow[] ListSplit(string root, SplitTable table, string? split)
    {
        if (split is not null && !SplitTable.Names.Contains(split))
            throw new ArgumentException($"'{split}' is not a split; use one of {string.Join(", ", SplitTable.Names)}.", nameof(split));
        ImageFolderRow[] rows = [.. table.Rows
            .Where(row => split is null || row.Split == split)
            .OrderBy(row => row.Path, StringComparer.Ordinal)
            .Select(row => new ImageFolderRow { ImagePath = ExistingFile(root, table, row), Label = row.Label })];
        return rows.Length > 0
            ? rows
            : throw new InvalidDataException($"'{table.File}' has no {(split is null ? "" : $"{split} ")}rows.");
    }

    private static string ExistingFile(string root, SplitTable table, SplitTable.Row row)
    {
        string path = Path.GetFullPath(Path.Combine(root, row.Path));
        return File.Exists(path)
            ? path
            : throw new FileNotFoundException(
                $"'{table.File}', line {row.Line}: the image '{row.Path}' does not exist in '{root}'. " +
                $"Paths are relative to the folder of {SplitFileName}.", path);
    }

    private static ImageFolderRow[] ListFiles(string root)
    {
        var options = new EnumerationOptions
        {
            RecurseSubdirectories = true,
            AttributesToSkip = FileAttributes.Hidden | FileAttributes.System,
        };
        ImageFolderRow[] rows = [.. Directory.EnumerateFiles(root, "*", options)
            .Where(file => ImageExtensions.Contains(Path.GetExtension(file)))
            .Select(file => Path.GetRelativePath(root, file).Replace('\\', '/'))
            .Order(StringComparer.Ordinal)
            .Select(path => new ImageFolderRow { ImagePath = Path.Combine(root, path), Label = ClassOf(path) })];
        return rows.Length > 0
            ? rows
            : throw new InvalidDataException(
                $"The image folder '{root}' and its sub-folders contain no images " +
                $"({string.Join(", ", ImageExtensions.Order().Select(extension => extension[1..]))}).");
    }

    /// <summary>The first folder of a relative path; empty for a file directly in the root.</summary>
    private static string ClassOf(string path) => path.IndexOf('/') is var end and > 0 ? path[..end] : "";
}
