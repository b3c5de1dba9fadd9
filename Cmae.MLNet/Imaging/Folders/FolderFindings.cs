using Cmae.MLNet.Files;

namespace Cmae.MLNet.Imaging;

/// <summary>What was left out of a folder of images, and what is said about it.</summary>
/// <param name="folder">The folder.</param>
internal sealed class FolderFindings(string folder)
{
    private const int Named = 5;

    private readonly SortedDictionary<string, int> _extensions = new(StringComparer.Ordinal);
    private readonly string _folder = PrintableName.Of(folder);

    /// <summary>Links that lead nowhere.</summary>
    public List<string> Dangling { get; } = [];

    /// <summary>Folders that may not be read.</summary>
    public List<string> Unreadable { get; } = [];

    /// <summary>Files and folders whose names are not UTF-8, which .NET cannot open.</summary>
    public List<string> Unnameable { get; } = [];

    /// <summary>The folders directly in the folder: classes, if they have images.</summary>
    public List<string> Classes { get; } = [];

    /// <summary>Counts a file whose extension is not that of an image.</summary>
    public void CountExtension(string name)
    {
        string extension = Path.GetExtension(name).ToLowerInvariant() is { Length: > 0 } known ? PrintableName.Of(known) : "no extension";
        _extensions[extension] = _extensions.GetValueOrDefault(extension) + 1;
    }

    /// <summary>The messages about a folder in which these images were found.</summary>
    public IEnumerable<string> Warnings(IEnumerable<string> classesFound)
    {
        if (Unnameable.Count > 0)
        {
            yield return $"{Count(Unnameable, "name")} in '{_folder}' cannot be opened by .NET and {AreLeftOut(Unnameable)}: " +
                $"{List(Unnameable)}. " +
                "Their bytes (shown as ?) are not UTF-8. Rename them, for example with 'convmv -f latin1 -t utf8 -r --notest FOLDER'.";
        }
        if (Unreadable.Count > 0)
        {
            yield return $"{Count(Unreadable, "folder")} in '{_folder}' cannot be read and {AreLeftOut(Unreadable)}: {List(Unreadable)}. " +
                "Check the permissions.";
        }
        if (Dangling.Count > 0)
        {
            yield return $"{Count(Dangling, "link")} in '{_folder}' to files that do not exist {AreLeftOut(Dangling)}: {List(Dangling)}.";
        }
        if (_extensions.Count > 0)
        {
            int count = _extensions.Values.Sum();
            yield return $"{count} file{(count == 1 ? "" : "s")} in '{_folder}' with other extensions {(count == 1 ? "is" : "are")} left " +
                $"out: {string.Join(", ", _extensions.Select(extension => $"{extension.Value} {extension.Key}"))}. " +
                "Convert images among them, for example to .png.";
        }
        List<string> empty = [.. Classes.Except(classesFound, StringComparer.Ordinal)];
        if (empty.Count > 0)
        {
            yield return $"{Count(empty, "folder")} in '{_folder}' {(empty.Count == 1 ? "has" : "have")} no image that is read, so not a " +
                $"class: {List(empty)}.";
        }
    }

    private static string Count(List<string> names, string noun) => $"{names.Count} {noun}{(names.Count == 1 ? "" : "s")}";

    private static string AreLeftOut(List<string> names) => $"{(names.Count == 1 ? "is" : "are")} left out";

    private static string List(List<string> names) =>
        string.Join(", ", names.Take(Named).Select(name => $"'{PrintableName.Of(name.Replace(FolderEntry.Unreadable, '?'))}'")) +
        (names.Count > Named ? $" and {names.Count - Named} more" : "");
}
