using Cmae.MLNet.Files;

namespace Cmae.MLNet.Imaging;

/// <summary>The classes of masks that come without a table, from all of them.</summary>
internal static class ClassInference
{
    private const int Listed = 30;

    /// <summary>Finds the classes.</summary>
    /// <param name="masks">The paths of all masks, of all splits: the classes are to be the same for each.</param>
    /// <param name="root">The folder, where a table could be.</param>
    /// <param name="warnings">Receives what was assumed.</param>
    /// <exception cref="InvalidDataException">The masks are in color, or have too many values; the message has a table to copy.</exception>
    public static SegmentationClasses Infer(IReadOnlyList<string> masks, string root, List<string> warnings)
    {
        string table = PrintableName.Of(Path.Combine(root, ClassTable.FileName));
        if (masks.All(path => MaskReference.Parse(path).IsAnnotations))
            return OfLabels(masks, table, warnings);
        var values = new SortedSet<int>();
        foreach (string path in masks)
        {
            MaskPixels mask = MaskFile.Read(path, null);
            if (mask.Codes.Any(code => mask.Coding == MaskCoding.Colors && !ClassColor.IsGray(code.Code)))
                throw InColor(mask, table);
            values.UnionWith(mask.Codes.Select(mask.ValueOf));
        }
        if (values.SetEquals([0, ClassMask.Ignored]))
        {
            warnings.Add(
                $"There is no '{table}', and the masks have the values 0 and 255 alone: these are taken for two classes, " +
                "'background' and 'foreground'. Add the file, with the lines value,name,color and 0,background,#000000 and so on, to " +
                "name them.");
            return new([new(ClassNames.Background, 0), new("foreground", ClassMask.Ignored)]);
        }
        values.Remove(ClassMask.Ignored);
        if (values.Count is 0 or > SegmentationClasses.MaxCount)
        {
            throw new InvalidDataException(
                $"There is no '{table}', and the masks have {values.Count} values beside 255, where 1 to " +
                $"{SegmentationClasses.MaxCount} can be classes. Check that the masks are masks, and name the classes in that file: " +
                "value,name,color.");
        }
        warnings.Add(
            $"There is no '{table}': the classes are the {values.Count} values of the masks, {string.Join(", ", values.Take(Listed))}, " +
            "named by their numbers; 255 is ignored. Add the file, with the columns value,name,color, to name them.");
        return new(values.Select(value => new CmaeSegmentationClass($"{value}", value)));
    }

    private static SegmentationClasses OfLabels(IReadOnlyList<string> masks, string table, List<string> warnings)
    {
        IEnumerable<string> labels = masks.Where(path => MaskReference.Parse(path).Image is null)
            .SelectMany(path => LabelMeFile.Read(path, null).Shapes!.Select(shape => shape.Label))
            .Concat(masks.Select(MaskReference.Parse).Where(mask => mask.Image is not null).Select(mask => mask.Path).Distinct()
                .SelectMany(path => CocoFile.Read(path, null).UsedCategories));
        string[] drawn = [.. labels.Distinct().Where(name => name != ClassNames.Background).Order(StringComparer.Ordinal)];
        warnings.Add(
            $"There is no '{table}': the classes are 'background' (pixels without an annotation) and the {drawn.Length} labels of " +
            $"the annotations, {string.Join(", ", drawn.Take(Listed))}. Add the file, with a column 'name', to fix their order.");
        return new(drawn.Prepend(ClassNames.Background).Select(name => new CmaeSegmentationClass(name)));
    }

    private static InvalidDataException InColor(MaskPixels mask, string table) => new(
        $"{mask.Name} is in color, so '{table}' has to say which color is which class. Its colors are " +
        $"{string.Join(", ", mask.Codes.Take(Listed).Select(code => ClassColor.Text(code.Code)))}: write one line for each, such as " +
        $"0,road,{ClassColor.Text(mask.Codes[0].Code)}, after the first line value,name,color.");
}
