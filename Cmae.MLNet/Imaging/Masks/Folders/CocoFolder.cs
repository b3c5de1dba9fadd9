using Cmae.MLNet.Files;

namespace Cmae.MLNet.Imaging;

/// <summary>The images of a COCO annotation file, in a folder.</summary>
internal static class CocoFolder
{
    /// <summary>Lists the images of a file in ordinal order of their names.</summary>
    /// <exception cref="FileNotFoundException">The file or an image does not exist.</exception>
    /// <exception cref="InvalidDataException">The file is not of COCO's form, or has no image or no region.</exception>
    public static SegmentationListing List(string file, string folder, IEnumerable<CmaeSegmentationClass>? classes)
    {
        string root = ImageFolder.ExistingFolder(folder), path = Path.GetFullPath(file);
        var coco = CocoFile.Read(path, null);
        SegmentationFolderRow[] rows =
        [
            .. coco.Images.Order(StringComparer.Ordinal).Select(image => new SegmentationFolderRow
            {
                ImagePath = Find(root, image, path),
                MaskPath = new MaskReference(path, image).ToString(),
            }),
        ];
        string[] names = [.. coco.UsedCategories.Where(name => name != ClassNames.Background)];
        if (rows.Length == 0 || (names.Length == 0 && classes is null))
            throw new InvalidDataException($"{MaskErrors.Name(path)} has {rows.Length} images and regions of {names.Length} categories.");
        return new(rows, new(classes ?? [new(ClassNames.Background), .. names.Select(name => new CmaeSegmentationClass(name))]), []);
    }

    // Tools write the path that the image had on another machine.
    private static string Find(string root, string image, string file)
    {
        string full = Path.Combine(root, image), name = Path.Combine(root, Path.GetFileName(image.Replace('\\', '/')));
        return File.Exists(full) ? full : File.Exists(name) ? name : throw new FileNotFoundException(
            $"{MaskErrors.Name(file)}: the image '{PrintableName.Of(image)}' does not exist in '{PrintableName.Of(root)}'.", full);
    }
}
