namespace Cmae.MLNet.Imaging;

/// <summary>
/// Finds the images in a folder and its sub-folders. Links are followed, but every real folder is visited once, under its own name if it is
/// inside the folder: so a link to a parent neither repeats images nor goes round in a circle.
/// </summary>
internal sealed class FolderWalk
{
    // Of file managers and systems: thumbnails, deleted files, the other half of files from a Mac.
    private static readonly HashSet<string> s_ignored = new(
        ["@eaDir", "#recycle", "__MACOSX", "$RECYCLE.BIN", "System Volume Information", "lost+found"], StringComparer.OrdinalIgnoreCase);

    private readonly string _root;
    private readonly List<string> _images = [];
    private readonly HashSet<string> _visited = new(StringComparer.Ordinal);
    private readonly Queue<string> _links = new();

    private FolderWalk(string root) => (_root, Findings) = (root, new FolderFindings(root));

    /// <summary>Paths of the images relative to the folder, with forward slashes, in ordinal order.</summary>
    public IReadOnlyList<string> Images => _images;

    /// <summary>What was left out, and is to be said.</summary>
    public FolderFindings Findings { get; }

    /// <summary>Goes through a folder that exists.</summary>
    public static FolderWalk Through(string root)
    {
        var walk = new FolderWalk(root);
        string real = RealPath.Of(root) ?? root;
        walk.Visit("", real);
        while (walk._links.TryDequeue(out string? link))
        {
            // A folder that holds the whole of this one is not a part of it.
            if (RealPath.Of(walk.FullPath(link)) is { } target && !IsInside(real, target))
                walk.Visit(link, target);
        }
        walk._images.Sort(StringComparer.Ordinal);
        return walk;
    }

    private static bool IsInside(string path, string folder) =>
        path.StartsWith(Path.EndsInDirectorySeparator(folder) ? folder : folder + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private void Visit(string folder, string real)
    {
        if (!_visited.Add(real))
            return;
        FolderEntry[] entries;
        try
        {
            entries = [.. FolderEntry.List(FullPath(folder))];
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException or IOException)
        {
            if (folder.Length == 0)
                throw;
            Findings.Unreadable.Add(folder);
            return;
        }
        Array.Sort(entries, (a, b) => StringComparer.Ordinal.Compare(a.Name, b.Name));
        foreach (FolderEntry entry in entries)
        {
            string path = folder.Length == 0 ? entry.Name : $"{folder}/{entry.Name}";
            if (entry.IsHidden || (entry.IsFolder && s_ignored.Contains(entry.Name)))
                continue;
            if (!entry.IsNameable)
                Findings.Unnameable.Add(path);
            else if (entry.IsFolder)
                AddFolder(path, entry, real);
            else
                AddFile(path, entry);
        }
    }

    private void AddFolder(string path, FolderEntry entry, string parent)
    {
        if (!path.Contains('/'))
            Findings.Classes.Add(path);
        if (entry.IsLink)
            _links.Enqueue(path);
        else
            Visit(path, Path.Combine(parent, entry.Name));
    }

    private void AddFile(string path, FolderEntry entry)
    {
        // a link that leads nowhere exists in the eyes of File.Exists
        if (entry.IsLink && RealPath.Of(FullPath(path)) is null)
            Findings.Dangling.Add(path);
        else if (ImageExtensions.IsImage(entry.Name))
            _images.Add(path);
        else if (!ImageExtensions.IsCompanion(entry.Name))
            Findings.CountExtension(entry.Name);
    }

    private string FullPath(string relative) => Path.Combine(_root, relative);
}
