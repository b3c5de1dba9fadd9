using Cmae.MLNet.Samples.Output;

namespace Cmae.MLNet.Samples.Experiments;

/// <summary>Where an experiment keeps what it has: a folder for each training, and the results. What is there is not done again.</summary>
internal sealed class ExperimentFolder
{
    private readonly DirectoryInfo _folder;

    /// <summary>Makes the folder, or goes on with the one of the same experiment.</summary>
    /// <exception cref="IOException">It holds another experiment, or something else.</exception>
    public ExperimentFolder(DirectoryInfo folder, Experiment experiment)
    {
        _folder = folder;
        string description = Path.Combine(folder.FullName, "experiment.json");
        if (folder.Exists && folder.EnumerateFileSystemInfos().Any())
        {
            if (!File.Exists(description) || File.ReadAllText(description) != experiment.ToJson())
                throw new IOException($"'{folder.FullName}' holds something else than this experiment. Choose a new folder for --output.");
            return;
        }
        folder.Create();
        TextFile.Save(experiment.ToJson(), description);
    }

    public FileInfo Results => new(Path.Combine(_folder.FullName, "results.json"));

    public FileInfo Table => new(Path.Combine(_folder.FullName, "results.md"));

    /// <summary>The encoder of one training.</summary>
    public FileInfo Encoder(string variant, int seed) => new(Path.Combine(Training(variant, seed).FullName, "encoder.safetensors"));

    /// <summary>The folder of one training.</summary>
    public DirectoryInfo Training(string variant, int seed)
    {
        string name = new([.. variant.Select(letter => char.IsAsciiLetterOrDigit(letter) ? char.ToLowerInvariant(letter) : '-')]);
        return _folder.CreateSubdirectory(Path.Combine("trainings", $"{name}-{seed}"));
    }
}
