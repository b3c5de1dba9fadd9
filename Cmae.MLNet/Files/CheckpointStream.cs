namespace Cmae.MLNet.Files;

/// <summary>Opens the files that weights are read from.</summary>
internal static class CheckpointStream
{
    /// <summary>Opens a file for reading.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static FileStream OpenRead(string path) => File.Exists(path)
        ? new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1 << 16)
        : throw new FileNotFoundException(
            $"There is no checkpoint file '{path}' (looked for '{Path.GetFullPath(path)}'). Check the path.", path);
}
