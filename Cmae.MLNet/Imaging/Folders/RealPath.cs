namespace Cmae.MLNet.Imaging;

/// <summary>Where a path leads when every link in it is followed.</summary>
internal static class RealPath
{
    // As many as Linux follows.
    private const int MaxLinks = 40;

    /// <summary>The path without links; null if it leads nowhere or in a circle.</summary>
    public static string? Of(string path)
    {
        string[] parts = Parts(path);
        string real = Path.GetPathRoot(path)!;
        int links = 0;
        for (int i = 0; i < parts.Length; i++)
        {
            string next = Path.Combine(real, parts[i]);
            if (Link(next) is not { } target)
            {
                real = next;
                continue;
            }
            if (++links > MaxLinks)
                return null;
            // A relative link starts at the folder that it is in; what it names may hold links again.
            string whole = Path.GetFullPath(Path.Combine([target, .. parts[(i + 1)..]]), real);
            (parts, real, i) = (Parts(whole), Path.GetPathRoot(whole)!, -1);
        }
        return Path.Exists(real) ? real : null;
    }

    private static string[] Parts(string path) => path[Path.GetPathRoot(path)!.Length..]
        .Split([Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar], StringSplitOptions.RemoveEmptyEntries);

    private static string? Link(string path) => new DirectoryInfo(path).LinkTarget;
}
