namespace Cmae.MLNet.Imaging;

/// <summary>The texts about images that were left out.</summary>
internal static class SkippedImages
{
    private const int Named = 3;

    public static string Describe(IReadOnlyList<BadImage> skipped, int total)
    {
        IEnumerable<string> first = skipped.Take(Named).Select(image => $"{image.Name}: {image.Reason}");
        string rest = skipped.Count > Named ? $" And {skipped.Count - Named} more." : "";
        return $"{skipped.Count} of {total} images cannot be read and are skipped. {string.Join(" ", first)}{rest}";
    }

    public static string NothingLeft(string column, IReadOnlyList<BadImage> skipped) => skipped.Count == 0
        ? $"The image column '{column}' has no rows: there is no image to train on."
        : $"None of the {skipped.Count} images in column '{column}' can be read. {skipped[0].Name}: {skipped[0].Reason}";
}
