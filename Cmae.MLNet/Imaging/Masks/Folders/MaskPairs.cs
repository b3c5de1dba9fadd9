using Cmae.MLNet.Files;

namespace Cmae.MLNet.Imaging;

/// <summary>Images and masks that have the same names but for their endings, in two folders.</summary>
internal static class MaskPairs
{
    private const int Named = 5;

    /// <summary>Finds the pairs in ordinal order; what has no counterpart is left out with a warning.</summary>
    /// <exception cref="InvalidDataException">There is no pair.</exception>
    public static SegmentationFolderRow[] Find(string images, string masks, List<string> warnings)
    {
        var walk = FolderWalk.Through(images);
        warnings.AddRange(walk.Findings.Warnings([]));
        Dictionary<string, string> maskOfName = Directory.EnumerateFiles(masks, "*", SearchOption.AllDirectories)
            .Where(file => ImageExtensions.IsImage(file) || MaskReference.Parse(file).IsAnnotations)
            .OrderByDescending(file => file, StringComparer.Ordinal) // of two masks of a name the .json, which comes last
            .GroupBy(file => NameOf(Path.GetRelativePath(masks, file)))
            .ToDictionary(group => group.Key, group => group.Last());
        string[] unmasked = [.. walk.Images.Where(image => !maskOfName.ContainsKey(NameOf(image)))];
        SegmentationFolderRow[] rows =
        [
            .. walk.Images.Where(image => maskOfName.ContainsKey(NameOf(image))).Select(image => new SegmentationFolderRow
            {
                ImagePath = Path.Combine(images, image),
                MaskPath = maskOfName[NameOf(image)],
            }),
        ];
        if (rows.Length == 0)
        {
            throw new InvalidDataException(
                $"No image in '{PrintableName.Of(images)}' has a mask of its name in '{PrintableName.Of(masks)}'. " +
                "Name the mask of images/a.jpg masks/a.png, or list both in a split.csv with the columns path,mask,split.");
        }
        if (unmasked.Length > 0)
        {
            warnings.Add(
                $"{unmasked.Length} of {walk.Images.Count} images in '{PrintableName.Of(images)}' have no mask and are left out: " +
                string.Join(", ", unmasked.Take(Named).Select(image => $"'{PrintableName.Of(image)}'")) +
                $"{(unmasked.Length > Named ? $" and {unmasked.Length - Named} more" : "")}.");
        }
        return rows;
    }

    private static string NameOf(string path) => Path.ChangeExtension(path, null).Replace('\\', '/');
}
