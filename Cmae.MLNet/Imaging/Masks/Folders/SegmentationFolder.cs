using Cmae.MLNet.Files;

namespace Cmae.MLNet.Imaging;

/// <summary>
/// A folder of images with masks: those that its <c>split.csv</c> lists, or a folder <c>images</c> beside a folder <c>masks</c> with files of the
/// same names.
/// </summary>
internal static class SegmentationFolder
{
    /// <summary>Lists the images in ordinal order of their relative paths.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="split">Which rows of split.csv, or null for all images.</param>
    public static SegmentationListing List(string folder, string? split)
    {
        string root = ImageFolder.ExistingFolder(folder);
        SplitImages.RequireSplit(split);
        string splitFile = Path.Combine(root, ImageFolder.SplitFileName);
        var warnings = new List<string>();
        (SegmentationFolderRow[] rows, SegmentationFolderRow[] all) = File.Exists(splitFile)
            ? Listed(root, SplitTable.Read(splitFile), split)
            : Beside(root, split, warnings);
        string table = Path.Combine(root, ClassTable.FileName);
        SegmentationClasses classes = File.Exists(table)
            ? ClassTable.Read(table)
            : ClassInference.Infer([.. all.Select(row => row.MaskPath)], root, warnings);
        return new(rows, classes, warnings);
    }

    private static (SegmentationFolderRow[] Rows, SegmentationFolderRow[] All) Listed(string root, SplitTable table, string? split)
    {
        SplitImages.RequireDistinct(root, table);
        if (table.Rows.FirstOrDefault(row => row.Mask.Length == 0) is { } unmasked)
        {
            throw table.Malformed(
                unmasked.Line, $"'{PrintableName.Of(unmasked.Path)}' has no mask. " +
                "Add the path of its mask in a column 'mask', or remove the line");
        }
        SegmentationFolderRow Full(SplitTable.Row row) => new()
        {
            ImagePath = SplitImages.ExistingFile(root, table, row.Line, row.Path, "image"),
            MaskPath = (MaskReference.Parse(row.Mask) with
            {
                Path = SplitImages.ExistingFile(root, table, row.Line, MaskReference.Parse(row.Mask).Path, "mask"),
            }).ToString(),
        };
        SplitTable.Row[] ordered = [.. table.Rows.OrderBy(row => row.Path, StringComparer.Ordinal)];
        SegmentationFolderRow[] all = [.. ordered.Select(Full)];
        SegmentationFolderRow[] rows = [.. all.Where((_, i) => split is null || ordered[i].Split == split)];
        return rows.Length > 0
            ? (rows, all)
            : throw new InvalidDataException($"{table.Name} has no {(split is null ? "" : $"{split} ")}rows.");
    }

    private static (SegmentationFolderRow[] Rows, SegmentationFolderRow[] All) Beside(string root, string? split, List<string> warnings)
    {
        string images = Path.Combine(root, "images"), masks = Path.Combine(root, "masks");
        if (split is not null || !Directory.Exists(images) || !Directory.Exists(masks))
        {
            throw new FileNotFoundException(
                $"'{PrintableName.Of(root)}' has no {ImageFolder.SplitFileName}" +
                $"{(split is null ? ", and no folders images and masks" : "")}. Add the file, with the columns path,mask,split" +
                $"{(split is null ? "" : ", or load all images without a split")}.",
                Path.Combine(root, ImageFolder.SplitFileName));
        }
        SegmentationFolderRow[] rows = MaskPairs.Find(images, masks, warnings);
        return (rows, rows);
    }
}
