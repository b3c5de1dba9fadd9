namespace Cmae.MLNet.Checkpoints;

/// <summary>Files that are whole or not there: written to a temporary name in the same folder, then renamed.</summary>
internal static class AtomicFile
{
    /// <summary>Writes a file; whatever goes wrong, an existing file stays as it was and nothing temporary is left.</summary>
    /// <exception cref="IOException">The file cannot be written; the message names it and says why.</exception>
    public static void Write(string path, Action<FileStream> write)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string target = Path.GetFullPath(path);
        string temporary = $"{target}.{Guid.NewGuid():N}.tmp";
        try
        {
            if (IsDevice(target))
            {
                using var device = new FileStream(target, FileMode.Open, FileAccess.Write);
                write(device);
                return;
            }
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }
            File.Move(temporary, target, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Discard(temporary);
            throw new IOException(
                $"'{path}' cannot be written: {exception.Message} A file that was there before is unchanged. " +
                "Choose an existing folder that may be written to and has enough free space.", exception);
        }
        catch
        {
            Discard(temporary);
            throw;
        }
    }

    /// <summary>Whether a full path is that of a device: a rename would put a file in its place.</summary>
    public static bool IsDevice(string target) =>
        !OperatingSystem.IsWindows() && target.StartsWith("/dev/", StringComparison.Ordinal)
        && File.Exists(target) && new FileInfo(target).Length == 0;

    private static void Discard(string temporary)
    {
        try
        {
            File.Delete(temporary);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The write's own error is the one to report; where nothing could be created there is nothing to delete.
        }
    }
}
