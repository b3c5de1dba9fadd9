using System.Text.RegularExpressions;

namespace Cmae.MLNet.Files;

/// <summary>
/// A file that is written atomically: until it is complete, its content is in the same folder under another name. Whatever goes wrong, an
/// existing file is unchanged and no temporary file is left behind. A device such as <c>/dev/null</c> is written directly.
/// </summary>
internal sealed partial class AtomicFile : IDisposable
{
    private readonly string _target;
    private readonly string? _temporary;

    /// <summary>Begins a file in a folder that exists.</summary>
    /// <exception cref="IOException">The file cannot be written; the message names it and says why.</exception>
    public AtomicFile(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        _target = Path.GetFullPath(path);
        if (IsDevice(_target))
        {
            Stream = new FileStream(_target, FileMode.Open, FileAccess.Write);
            return;
        }
        _temporary = $"{_target}.{Guid.NewGuid():N}.tmp";
        DeleteLeftovers(_target);
        FileSizeSignal.TurnIntoErrors();
        try
        {
            Stream = new FileStream(_temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16);
        }
        catch (Exception exception) when (FileFailure.IsOfFile(exception))
        {
            throw FileFailure.Writing(path, exception, _temporary);
        }
    }

    /// <summary>The stream to write the content to.</summary>
    public FileStream Stream { get; }

    /// <summary>Writes a file in one go.</summary>
    /// <exception cref="IOException">The file cannot be written; the message names it and says why.</exception>
    public static void Write(string path, Action<FileStream> write)
    {
        using var file = new AtomicFile(path);
        try
        {
            write(file.Stream);
            file.Complete();
        }
        catch (Exception exception) when (FileFailure.IsOfFile(exception))
        {
            throw FileFailure.Writing(path, exception, file._temporary);
        }
    }

    /// <summary>Gives the file its final name; an existing file is replaced.</summary>
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
        catch (Exception exception) when (FileFailure.IsOfFile(exception))
        {
            // The content is discarded anyway, and the write or Complete has already reported the reason.
        }
        if (_temporary is not null)
            TryDelete(_temporary);
    }

    // A rename would replace the device with a file.
    private static bool IsDevice(string target) =>
        !OperatingSystem.IsWindows() && target.StartsWith("/dev/", StringComparison.Ordinal)
        && File.Exists(target) && new FileInfo(target).Length == 0;

    /// <summary>Deletes what killed processes left of the same file.</summary>
    private static void DeleteLeftovers(string target)
    {
        string name = Path.GetFileName(target);
        if (name.IndexOfAny(['*', '?']) < 0) // they would stand for other names
        {
            Leftovers.Delete(
                Path.GetDirectoryName(target)!, $"{name}.*.tmp", found => TemporaryEnding().IsMatch(found.AsSpan(name.Length)));
        }
    }

    [GeneratedRegex("^\\.[0-9a-f]{32}\\.tmp$")]
    private static partial Regex TemporaryEnding();

    /// <summary>Deletes a file if possible; a failure is ignored, so that it does not hide an earlier error or stop the caller's work.</summary>
    public static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The file is left behind.
        }
    }
}
