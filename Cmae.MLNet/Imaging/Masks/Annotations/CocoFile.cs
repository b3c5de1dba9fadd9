using System.Text.Json;
using Cmae.MLNet.Files;

namespace Cmae.MLNet.Imaging;

/// <summary>An annotation file of many images as COCO's tools write it.</summary>
internal sealed class CocoFile
{
    private readonly string _path;
    private readonly Dictionary<string, CocoImage> _images;
    private readonly ILookup<long, CocoAnnotation> _annotations;
    private readonly Dictionary<long, string> _categories;

    private CocoFile(string path, CocoDocument document)
    {
        _path = path;
        if (document.Images is null || document.Annotations is null || document.Categories is null)
        {
            throw new InvalidDataException(
                $"{MaskErrors.Name(path)} is not a file of COCO's form: it needs 'images', 'annotations' and 'categories'.");
        }
        if (document.Images.GroupBy(image => image.FileName).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new InvalidDataException(
                $"{MaskErrors.Name(path)} has two images named '{PrintableName.Of(twice.Key)}'. Give each its own name.");
        }
        _images = document.Images.ToDictionary(image => image.FileName);
        _annotations = document.Annotations.ToLookup(annotation => annotation.ImageId);
        _categories = document.Categories.DistinctBy(category => category.Id)
            .ToDictionary(category => category.Id, category => category.Name);
    }

    /// <summary>The file names of the images, in the file's order.</summary>
    public IReadOnlyList<string> Images => [.. _images.Keys];

    /// <summary>The names of the categories that a region has, in the order of their ids: tools list others that are only headings.</summary>
    public IReadOnlyList<string> UsedCategories => [.. _annotations.SelectMany(group => group).Select(annotation => annotation.CategoryId)
        .Distinct().Order().Where(_categories.ContainsKey).Select(id => _categories[id]).Distinct()];

    /// <summary>Reads a file.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is not a file of this form.</exception>
    public static CocoFile Read(string path, string? place) => new(path, AnnotationFile.ReadSnakeCase<CocoDocument>(path, place));

    /// <summary>Draws the mask of an image: the largest regions first, so that small ones lie on top.</summary>
    /// <exception cref="InvalidDataException">There is no such image, or a region of it cannot be drawn.</exception>
    public ClassMask Draw(string image, SegmentationClasses classes)
    {
        if (!_images.TryGetValue(image, out CocoImage? entry))
            throw new InvalidDataException($"{MaskErrors.Name(_path)} has no image named '{PrintableName.Of(image)}'.");
        if (entry.Width < 1 || entry.Height < 1 || (long)entry.Width * entry.Height > ImageLimits.Default.Pixels)
        {
            throw new InvalidDataException(
                $"{MaskErrors.Name(_path)}: the image '{PrintableName.Of(image)}' has a size of {entry.Width}x{entry.Height} pixels.");
        }
        var mask = new ClassMask(entry.Width, entry.Height, ClassNames.Blank(classes, entry.Width, entry.Height));
        foreach ((RunLengths region, byte index) in RegionsOf(entry, classes).OrderByDescending(region => region.Region.Area))
            region.Paint(mask.Classes, index);
        return mask;
    }

    private IEnumerable<(RunLengths Region, byte Class)> RegionsOf(CocoImage image, SegmentationClasses classes)
    {
        foreach (CocoAnnotation annotation in _annotations[image.Id])
        {
            string place = $"{MaskErrors.Name(_path)}, annotation {annotation.Id} of '{PrintableName.Of(image.FileName)}'";
            if (!_categories.TryGetValue(annotation.CategoryId, out string? name))
                throw new InvalidDataException($"{place}: its category {annotation.CategoryId} is not in 'categories'.");
            byte index = ClassNames.Of(classes, name, place);
            IReadOnlyList<RunLengths> parts;
            try
            {
                parts = CocoRegion.Read(annotation.Segmentation, image.Width, image.Height);
            }
            catch (InvalidDataException exception)
            {
                throw new InvalidDataException($"{place}: {exception.Message}.", exception);
            }
            foreach (RunLengths part in parts)
                yield return (part, index);
        }
    }

    private sealed record CocoDocument(List<CocoImage>? Images, List<CocoAnnotation>? Annotations, List<CocoCategory>? Categories);

    private sealed record CocoImage(long Id, string FileName, int Width, int Height);

    private sealed record CocoAnnotation(long Id, long ImageId, long CategoryId, JsonElement Segmentation);

    private sealed record CocoCategory(long Id, string Name);
}
