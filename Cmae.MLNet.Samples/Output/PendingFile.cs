using Cmae.MLNet.Checkpoints;

namespace Cmae.MLNet.Samples.Output;

/// <summary>A file that appears under its name only when it is complete: until then it is written beside it under another name. A device is written as it is.</summary>
internal sealed class PendingFile : IDisposable
{
    private readonly string _path;
    private readonly string? _temporaryPath;
    private readonly FileStream _file;

    public PendingFile(string path)
    {
        _path = Path.GetFullPath(path);
        if (AtomicFile.IsDevice(_path))
        {
            _file = new FileStream(_path, FileMode.Open, FileAccess.Write);
            return;
        }
        _temporaryPath = $"{_path}.{Environment.ProcessId}.tmp";
        Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        _file = File.Create(_temporaryPath);
    }

    /// <summary>Takes the content.</summary>
    public Stream Stream => _file;

    /// <summary>Gives the file its name; an older one is replaced.</summary>
    public void Complete()
    {
        _file.Flush(flushToDisk: _temporaryPath is not null);
        _file.Dispose();
        if (_temporaryPath is not null)
            File.Move(_temporaryPath, _path, overwrite: true);
    }

    /// <summary>Deletes the file where it was not completed.</summary>
    public void Dispose()
    {
        _file.Dispose();
        if (_temporaryPath is not null)
            File.Delete(_temporaryPath);
    }
}
