namespace Cmae.MLNet.Samples.Output;

/// <summary>A file that appears under its name only when it is complete: until then it is written beside it under another name.</summary>
internal sealed class PendingFile : IDisposable
{
    private readonly string _path;
    private readonly string _temporaryPath;

    public PendingFile(string path)
    {
        _path = Path.GetFullPath(path);
        _temporaryPath = $"{_path}.{Environment.ProcessId}.tmp";
        Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        Stream = File.Create(_temporaryPath);
    }

    /// <summary>Takes the content.</summary>
    public Stream Stream { get; }

    /// <summary>Gives the file its name; an older one is replaced.</summary>
    public void Complete()
    {
        Stream.Dispose();
        File.Move(_temporaryPath, _path, overwrite: true);
    }

    /// <summary>Deletes the file where it was not completed.</summary>
    public void Dispose()
    {
        Stream.Dispose();
        File.Delete(_temporaryPath);
    }
}
