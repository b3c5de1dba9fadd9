namespace Cmae.MLNet.Pretraining;

/// <summary>The folder of one run, with its checkpoints and pictures; never overwritten by another run.</summary>
internal sealed class RunDirectory
{
    private readonly string _path;

    /// <param name="path">Made where it is not there.</param>
    /// <param name="resume">Whether the run in it goes on; else it must be empty.</param>
    /// <param name="checkpointsKept">How many checkpoints stay.</param>
    /// <exception cref="IOException">The folder holds another run.</exception>
    public RunDirectory(string path, bool resume, int checkpointsKept)
    {
        _path = Path.GetFullPath(path);
        if (!resume && Directory.Exists(_path) && Directory.EnumerateFileSystemEntries(_path).Any())
            throw new IOException($"RunDirectory '{path}' is not empty. Choose a new folder, or set Resume = true to go on with the run in it.");
        Directory.CreateDirectory(_path);
        Checkpoints = new CheckpointFolder(Path.Combine(_path, "checkpoints"), checkpointsKept);
    }

    public CheckpointFolder Checkpoints { get; }

    /// <summary>The picture of original, masked and reconstructed images, written at the end.</summary>
    public string ReconstructionPath => Path.Combine(_path, "reconstruction.png");
}
