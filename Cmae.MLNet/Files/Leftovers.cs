namespace Cmae.MLNet.Files;

/// <summary>Temporary files of processes that were killed before they could delete them.</summary>
internal static class Leftovers
{
    /// <summary>No process needs so long for a file; younger ones may belong to a process that is not seen from here, as in another container.</summary>
    public static readonly TimeSpan Age = TimeSpan.FromHours(1);

    /// <summary>Deletes files that are old enough and that nobody writes any more. What cannot be deleted is left.</summary>
    /// <param name="folder">Their folder; need not exist.</param>
    /// <param name="pattern">What their names look like, with *.</param>
    /// <param name="isOwn">Whether a name is one that this library gives to its temporary files.</param>
    public static void Delete(string folder, string pattern, Func<string, bool> isOwn)
    {
        try
        {
            foreach (FileInfo file in new DirectoryInfo(folder).EnumerateFiles(pattern))
            {
                if (isOwn(file.Name) && DateTime.UtcNow - file.LastWriteTimeUtc > Age && !IsOpen(file.FullName))
                    AtomicFile.TryDelete(file.FullName);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A folder that cannot be listed; what follows says so if it matters.
        }
    }

    /// <summary>Whether a process has the file open for itself alone, as those who write temporary files have.</summary>
    private static bool IsOpen(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
            return false;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }
}
