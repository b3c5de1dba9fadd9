using Cmae.MLNet.Files;

namespace Cmae.MLNet.Training.RunFolder;

/// <summary>
/// The folder of one run, with its checkpoints; never overwritten by another run, nor used by two processes at once.
/// </summary>
/// <remarks>Keeps other processes out until it is disposed, or its process ends, however it ends.</remarks>
internal sealed class RunDirectory : IDisposable
{
    private readonly FileStream _lock;

    /// <param name="path">Created if it does not exist.</param>
    /// <param name="resume">Whether the run in it is resumed; otherwise it must be empty.</param>
    /// <param name="checkpointsKept">How many checkpoints stay.</param>
    /// <exception cref="IOException">The folder holds another run, or another process is training in it.</exception>
    public RunDirectory(string path, bool resume, int checkpointsKept)
    {
        Path = System.IO.Path.GetFullPath(path);
        if (!resume && Directory.Exists(Path) && Directory.EnumerateFileSystemEntries(Path).Any())
            throw new IOException(
                $"RunDirectory '{path}' is not empty. Choose a new folder, or set Resume = true to continue the run in it.");
        Directory.CreateDirectory(Path);
        _lock = Lock(path, In("run.lock"));
        FileSizeSignal.TurnIntoErrors();
        Checkpoints = new CheckpointFolder(In("checkpoints"), checkpointsKept);
    }

    /// <summary>Full path of the folder.</summary>
    public string Path { get; }

    public CheckpointFolder Checkpoints { get; }

    /// <summary>What the run is made with, written at its start.</summary>
    public string OptionsPath => In("options.json");

    /// <summary>The figures of every step, written as it ends.</summary>
    public string MetricsPath => In("metrics.jsonl");

    /// <summary>The path of a file of the run.</summary>
    public string In(string name) => System.IO.Path.Combine(Path, name);

    public void Dispose() => _lock.Dispose();

    private static FileStream Lock(string path, string file)
    {
        try
        {
            return new FileStream(
                file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
        }
        catch (IOException exception)
        {
            throw new IOException(
                $"RunDirectory '{path}' is in use: another process is training in it. " +
                $"Wait until it has ended, or choose another folder. {exception.Message}", exception);
        }
    }
}
