namespace Cmae.MLNet.Samples.Tool.Curating;

/// <summary>A file that lists images that have a label: paths relative to the folder of images, one a line.</summary>
internal static class LabeledList
{
    /// <summary>The paths, each once; empty lines are passed over.</summary>
    public static string[] Read(string path) =>
        [.. File.ReadLines(path).Select(line => line.Trim()).Where(line => line.Length > 0).Distinct()];

    /// <summary>Checks that they are images of the folder.</summary>
    /// <exception cref="InvalidDataException">One is not; the message gives the file and the path.</exception>
    public static void RequireKnown(IEnumerable<string> paths, CmaeImageIndex index, string? file)
    {
        var known = index.Keys.ToHashSet();
        if (paths.FirstOrDefault(path => !known.Contains(path)) is { } unknown)
        {
            throw new InvalidDataException(
                $"'{file}' lists '{unknown}', which is not among the {known.Count:N0} images of the folder; paths are relative to it, "
                + $"such as '{index.Keys[0]}'.");
        }
    }
}
