using System.Text.RegularExpressions;

namespace Cmae.MLNet.Samples.Tool.Output;

/// <summary>
/// A file that a verb writes. Until it is complete it has a temporary name in the same folder, so an existing file stays as it was if the
/// verb fails. A device such as /dev/stdout is written directly.
/// </summary>
internal sealed partial class OutputFile : IDisposable
{
    // nobody writes one file as long as that
    private static readonly TimeSpan LeftoverAge = TimeSpan.FromHours(24);

    private readonly string _target;
    private readonly string? _temporary;

    private OutputFile(string target, string? temporary, FileStream stream) => (_target, _temporary, Stream) = (target, temporary, stream);

    /// <summary>Takes the content.</summary>
    public FileStream Stream { get; }

    /// <summary>Begins a file; its folder is created if it is missing.</summary>
    public static OutputFile Create(string path)
    {
        string target = Path.GetFullPath(path);
        if (IsDevice(target))
            return new(target, null, new FileStream(target, FileMode.Open, FileAccess.Write));
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        string temporary = $"{target}.{Guid.NewGuid():N}.tmp";
        DeleteLeftovers(target);
        return new(target, temporary, new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None));
    }

    /// <summary>
    /// Checks that a file can be written, before the work that it is to take the result of; its folder is created if it is missing.
    /// </summary>
    /// <exception cref="IOException">It cannot; the message says why.</exception>
    public static void RequireWritable(string path)
    {
        if (Directory.Exists(path))
            throw new IOException($"'{path}' cannot be written: it is a folder. Give the name of a file.");
        try
        {
            Create(path).Dispose();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new IOException(
                $"'{path}' cannot be written: {WithWantedName(exception.Message)} Nothing was done; choose a place that can be written to.",
                exception);
        }
    }

    /// <summary>A message with the name of the file that was wanted: people know nothing of the temporary one.</summary>
    public static string WithWantedName(string message) => TemporaryName().Replace(message, "").Replace(
        "Specified file length was too large for the file system. (Parameter 'value')", // so .NET calls a limit of file sizes
        "A file would be larger than is allowed. Raise the limit (ulimit -f), or write to another disk.", StringComparison.Ordinal);

    /// <summary>Deletes what killed processes left of the same file, unless somebody may still be writing it.</summary>
    private static void DeleteLeftovers(string target)
    {
        string name = Path.GetFileName(target);
        if (name.IndexOfAny(['*', '?']) >= 0) // they would stand for other names
            return;
        try
        {
            foreach (FileInfo file in new DirectoryInfo(Path.GetDirectoryName(target)!).EnumerateFiles($"{name}.*.tmp"))
            {
                if (DateTime.UtcNow - file.LastWriteTimeUtc > LeftoverAge && WithWantedName(file.Name) == name)
                    file.Delete();
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // they stay; what follows says so if the folder cannot be written to
        }
    }

    [GeneratedRegex("\\.[0-9a-f]{32}\\.tmp")]
    private static partial Regex TemporaryName();

    /// <summary>Gives the file its name; an older one is replaced.</summary>
    public void Complete()
    {
        Stream.Flush(flushToDisk: _temporary is not null);
        Stream.Dispose();
        if (_temporary is not null)
            File.Move(_temporary, _target, overwrite: true);
    }

    /// <summary>Deletes what was written, unless it is complete.</summary>
    public void Dispose()
    {
        try
        {
            Stream.Dispose();
        }
        catch (Exception exception) when (exception is IOException or ArgumentOutOfRangeException)
        {
            // what is left could not be written; that was told when it was tried first
        }
        if (_temporary is not null)
            File.Delete(_temporary);
    }

    // a rename would replace the device by a file
    private static bool IsDevice(string target) =>
        !OperatingSystem.IsWindows() && target.StartsWith("/dev/", StringComparison.Ordinal) && File.Exists(target)
            && new FileInfo(target).Length == 0;
}
