namespace Cmae.MLNet.Files;

/// <summary>Opens the files that weights are read from.</summary>
internal static class CheckpointStream
{
    /// <summary>Opens a regular file, or a link to one, for reading.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is a folder, empty, or not a regular file: a pipe or a device would never end.</exception>
    public static FileStream OpenRead(string path)
    {
        if (Directory.Exists(path))
            throw new InvalidDataException($"'{path}' is a folder. Pass the path of a file in it.");
        FileInfo target = Target(path);
        if (!target.Exists)
        {
            throw new FileNotFoundException(
                target.FullName == Path.GetFullPath(path)
                    ? $"There is no checkpoint file '{path}' (looked for '{target.FullName}'). Check the path."
                    : $"There is no checkpoint file '{path}': it is a link to '{target.FullName}', which does not exist. " +
                        "Restore that file, or remove the link.",
                path);
        }
        // pipes, devices and sockets have a length of 0, and opening or reading them may wait forever
        if (target.Length == 0)
            throw new InvalidDataException($"'{path}' has 0 bytes: it is empty, or not a regular file (a pipe or a device). " +
                "Pass a complete file on disk.");
        return new FileStream(target.FullName, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1 << 16);
    }

    /// <summary>The file itself, at the end of all links.</summary>
    private static FileInfo Target(string path)
    {
        try
        {
            return File.ResolveLinkTarget(path, returnFinalTarget: true) as FileInfo ?? new FileInfo(path);
        }
        catch (IOException)
        {
            // nothing at the path, or links in a circle
            return new FileInfo(path);
        }
    }
}
