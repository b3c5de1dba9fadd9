using Cmae.MLNet.Files;

namespace Cmae.MLNet.Imaging;

/// <summary>Images that are in two sets under different names: copies, hard links and symbolic links.</summary>
internal static class SharedImages
{
    private const int Named = 3;

    /// <summary>The pairs, one for each image of the second set that is in the first as well, in the order of the second.</summary>
    /// <param name="first">Paths of images.</param>
    /// <param name="second">Paths of images.</param>
    public static IReadOnlyList<CmaeSharedImage> Find(IEnumerable<string> first, IEnumerable<string> second)
    {
        var others = new Dictionary<long, List<ImageContent>>();
        foreach (string path in second.Distinct(StringComparer.Ordinal))
        {
            if (ImageContent.LengthOf(path) is { } length)
                Of(others, length).Add(new ImageContent(path, length));
        }
        var firstByOther = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string path in first.Distinct(StringComparer.Ordinal))
        {
            if (ImageContent.LengthOf(path) is not { } length || !others.TryGetValue(length, out List<ImageContent>? candidates))
                continue;
            var content = new ImageContent(path, length);
            foreach (ImageContent other in candidates.Where(other => other.Path == path || AreSame(content, other)))
                firstByOther.TryAdd(other.Path, path);
        }
        return
        [
            .. others.Values.SelectMany(contents => contents).Where(other => firstByOther.ContainsKey(other.Path))
                .Select(other => new CmaeSharedImage { FirstPath = firstByOther[other.Path], SecondPath = other.Path })
                .OrderBy(pair => pair.SecondPath, StringComparer.Ordinal),
        ];
    }

    /// <summary>What is said of them: which images are measured although they were learned from.</summary>
    /// <param name="pairs">At least one.</param>
    /// <param name="measured">What the second set is called, such as "test".</param>
    public static string Warning(IReadOnlyList<CmaeSharedImage> pairs, string measured)
    {
        IEnumerable<string> named = pairs.Take(Named)
            .Select(pair => $"'{PrintableName.Of(pair.SecondPath)}' is '{PrintableName.Of(pair.FirstPath)}'");
        string more = pairs.Count > Named ? $", and {pairs.Count - Named} more" : "";
        return $"{pairs.Count} {measured} image{(pairs.Count == 1 ? " has" : "s have")} the content of a train image (copies or links): " +
            $"{string.Join(", ", named)}{more}. Figures that are measured on them are too good: remove the copies from one of the sets.";
    }

    private static List<ImageContent> Of(Dictionary<long, List<ImageContent>> byLength, long length)
    {
        if (!byLength.TryGetValue(length, out List<ImageContent>? contents))
            byLength.Add(length, contents = []);
        return contents;
    }

    private static bool AreSame(ImageContent some, ImageContent other)
    {
        try
        {
            return some.Equals(other);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false; // whoever reads the image says so
        }
    }
}
