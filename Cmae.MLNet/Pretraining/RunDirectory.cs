namespace Cmae.MLNet.Pretraining;

/// <summary>The folder of one run, with its checkpoints and pictures; never overwritten by another run.</summary>
internal sealed class RunDirectory
{
    /// <param name="path">Made where it is not there.</param>
    /// <param name="resume">Whether the run in it goes on; else it must be empty.</param>
    /// <param name="checkpointsKept">How many checkpoints stay.</param>
    /// <exception cref="IOException">The folder holds another run.</exception>
    public RunDirectory(string path, bool resume, int checkpointsKept)
    {
        Path = System.IO.Path.GetFullPath(path);
        if (!resume && Directory.Exists(Path) && Directory.EnumerateFileSystemEntries(Path).Any())
            throw new IOException($"RunDirectory '{path}' is not empty. Choose a new folder, or set Resume = true to go on with the run in it.");
        Directory.CreateDirectory(Path);
        Checkpoints = new CheckpointFolder(In("checkpoints"), checkpointsKept);
    }

    /// <summary>Full path of the folder.</summary>
    public string Path { get; }

    public CheckpointFolder Checkpoints { get; }

    /// <summary>What the run is made with, written at its start.</summary>
    public string OptionsPath => In("options.json");

    /// <summary>The figures of every step, written as it ends.</summary>
    public string MetricsPath => In("metrics.jsonl");

    /// <summary>The picture of images and the two views of them, written at the start.</summary>
    public string ViewsPath => In("views.png");

    /// <summary>The picture of original, masked and reconstructed images, written at the end.</summary>
    public string ReconstructionPath => In("reconstruction.png");

    private string In(string name) => System.IO.Path.Combine(Path, name);
}
