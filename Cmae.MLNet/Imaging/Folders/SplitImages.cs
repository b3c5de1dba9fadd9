using Cmae.MLNet.Files;

namespace Cmae.MLNet.Imaging;

/// <summary>The images that a <c>split.csv</c> lists.</summary>
internal static class SplitImages
{
    private const int Named = 5;
    private const string Trained = "train";

    /// <summary>Lists the images of a split in ordinal order of their relative paths.</summary>
    /// <param name="root">The folder of the table.</param>
    /// <param name="table">The table.</param>
    /// <param name="split">Which rows; null for all.</param>
    /// <exception cref="ArgumentException">The split is not one of the three.</exception>
    /// <exception cref="FileNotFoundException">An image does not exist.</exception>
    /// <exception cref="InvalidDataException">There are no such rows, or an image comes twice.</exception>
    public static ImageFolderListing List(string root, SplitTable table, string? split)
    {
        RequireSplit(split);
        RequireDistinct(root, table);
        ImageFolderRow[] rows = [.. RowsOf(table, split)
            .OrderBy(row => row.Path, StringComparer.Ordinal)
            .Select(row => new ImageFolderRow { ImagePath = ExistingFile(root, table, row.Line, row.Path, "image"), Label = row.Label })];
        return rows.Length > 0
            ? new ImageFolderListing(rows, [.. Warnings(table, split), .. Shared(root, table, split)])
            : throw new InvalidDataException($"{table.Name} has no {(split is null ? "" : $"{split} ")}rows.");
    }

    /// <summary>Checks that every row of a split has a label.</summary>
    /// <exception cref="InvalidDataException">A row has none; the message names its line.</exception>
    public static void RequireLabels(SplitTable table, string? split)
    {
        if (RowsOf(table, split).FirstOrDefault(row => row.Label.Length == 0) is { } row)
            throw table.Malformed(row.Line, $"the label of '{PrintableName.Of(row.Path)}' is empty. Add it, or remove the line");
    }

    /// <summary>The rows of a split; all of them for null.</summary>
    public static IEnumerable<SplitTable.Row> RowsOf(SplitTable table, string? split) =>
        table.Rows.Where(row => split is null || row.Split == split);

    /// <summary>Checks the name of a split.</summary>
    /// <exception cref="ArgumentException">It is not one of the three.</exception>
    public static void RequireSplit(string? split)
    {
        if (split is not null && !SplitTable.Names.Contains(split))
            throw new ArgumentException($"'{split}' is not a split; use one of {string.Join(", ", SplitTable.Names)}.", nameof(split));
    }

    /// <summary>Checks that no image comes twice. One file can be written in several ways, as ./a.jpg and a.jpg.</summary>
    /// <exception cref="InvalidDataException">One does; the message names both lines.</exception>
    public static void RequireDistinct(string root, SplitTable table)
    {
        var rowOfFile = new Dictionary<string, SplitTable.Row>(StringComparer.Ordinal);
        foreach (SplitTable.Row row in table.Rows)
        {
            if (rowOfFile.TryAdd(FullPath(root, row.Path), row))
                continue;
            SplitTable.Row first = rowOfFile[FullPath(root, row.Path)];
            throw table.Malformed(
                row.Line, $"'{PrintableName.Of(row.Path)}' ({row.Split}) is the same image as '{PrintableName.Of(first.Path)}' " +
                $"({first.Split}) in line {first.Line}. List each image once");
        }
    }

    /// <summary>The full path of a file that a line names.</summary>
    /// <param name="root">The folder of the table.</param>
    /// <param name="table">The table.</param>
    /// <param name="line">Number of the line, from 1.</param>
    /// <param name="relative">The path in the table.</param>
    /// <param name="what">What the file is, for messages.</param>
    /// <exception cref="FileNotFoundException">It does not exist.</exception>
    public static string ExistingFile(string root, SplitTable table, int line, string relative, string what)
    {
        string path = FullPath(root, relative);
        if (File.Exists(path))
            return path;
        string cause = !OperatingSystem.IsWindows() && relative.Contains('\\')
            ? "Its backslashes are a part of the name on this system; separate folders by / instead."
            : $"Paths are relative to the folder of {ImageFolder.SplitFileName}.";
        throw new FileNotFoundException(
            $"{table.Name}, line {line}: the {what} '{PrintableName.Of(relative)}' does not exist in " +
            $"'{PrintableName.Of(root)}'. {cause}",
            path);
    }

    /// <summary>The file of a row. A backslash is a part of a name on Linux; if there is no such file, the table is from Windows.</summary>
    private static string FullPath(string root, string path)
    {
        string full = Path.GetFullPath(Path.Combine(root, path));
        if (OperatingSystem.IsWindows() || !path.Contains('\\') || File.Exists(full))
            return full;
        string fromWindows = Path.GetFullPath(Path.Combine(root, path.Replace('\\', '/')));
        return File.Exists(fromWindows) ? fromWindows : full;
    }

    /// <summary>The warnings about images of the splits to be loaded that are trained on under another name.</summary>
    private static IEnumerable<string> Shared(string root, SplitTable table, string? split)
    {
        foreach (string measured in SplitTable.Names.Where(name => name != Trained && (split is null || split == name)))
        {
            IReadOnlyList<CmaeSharedImage> pairs = SharedImages.Find(PathsOf(Trained), PathsOf(measured));
            if (pairs.Count > 0)
                yield return SharedImages.Warning(pairs, measured);
        }

        IEnumerable<string> PathsOf(string name) => RowsOf(table, name).Select(row => FullPath(root, row.Path));
    }

    private static IEnumerable<string> Warnings(SplitTable table, string? split)
    {
        HashSet<string> trained = [.. table.Rows.Where(row => row.Split == Trained).Select(row => row.Label)];
        SplitTable.Row[] rows = [.. RowsOf(table, split)];
        SplitTable.Row[] untrained =
        [
            .. rows.Where(row => row.Label.Length > 0 && !trained.Contains(row.Label)).DistinctBy(row => row.Label),
        ];
        if (trained.Count > 0 && untrained.Length > 0)
        {
            yield return $"{table.Name} has classes without a train row: " +
                string.Join(", ", untrained.Take(Named).Select(row => $"'{PrintableName.Of(row.Label)}' (line {row.Line})")) +
                $"{(untrained.Length > Named ? $" and {untrained.Length - Named} more" : "")}. " +
                "A classifier cannot predict a class that it was never shown.";
        }
        SplitTable.Row[] unlabeled = [.. rows.Where(row => row.Label.Length == 0)];
        if (unlabeled.Length > 0 && unlabeled.Length < rows.Length)
            yield return $"{table.Name}: {unlabeled.Length} of {rows.Length} rows have no label, the first is line {unlabeled[0].Line}.";
    }
}
