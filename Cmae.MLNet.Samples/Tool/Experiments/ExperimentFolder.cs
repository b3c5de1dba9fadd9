using Cmae.MLNet.Samples.Tool.Output;

namespace Cmae.MLNet.Samples.Tool.Experiments;

/// <summary>Where an experiment keeps what it has: a folder for each training, and the results. What is there is not done again.</summary>
internal sealed class ExperimentFolder
{
    private readonly DirectoryInfo _folder;

    /// <summary>Makes the folder, or continues in the one of the same experiment on the same images.</summary>
    /// <param name="folder">Where it is.</param>
    /// <param name="experiment">The experiment.</param>
    /// <param name="images">Folders of the images it is run on, in order.</param>
    /// <exception cref="IOException">It holds another experiment, one on other images, or something else.</exception>
    public ExperimentFolder(DirectoryInfo folder, Experiment experiment, IEnumerable<DirectoryInfo> images)
    {
        _folder = folder;
        string description = Path.Combine(folder.FullName, "experiment.json"), imageList = Path.Combine(folder.FullName, "images.txt");
        string paths = string.Concat(images.Select(path => $"{Path.TrimEndingDirectorySeparator(path.FullName)}\n"));
        if (folder.Exists && folder.EnumerateFileSystemInfos().Any())
        {
            if (!File.Exists(description) || File.ReadAllText(description) != experiment.ToJson())
                throw new IOException($"'{folder.FullName}' holds something else than this experiment. Choose a new folder for --output.");
            if (!File.Exists(imageList) || File.ReadAllText(imageList) != paths)
                throw new IOException(
                    $"'{folder.FullName}' holds this experiment on other images: see '{imageList}'. Choose a new folder for --output.");
            return;
        }
        folder.Create();
        TextFile.Save(paths, imageList);
        TextFile.Save(experiment.ToJson(), description);
    }

    public FileInfo Results => new(Path.Combine(_folder.FullName, "results.json"));

    public FileInfo Table => new(Path.Combine(_folder.FullName, "results.md"));

    /// <summary>The encoder of one training.</summary>
    public FileInfo Encoder(string variant, int seed) => new(Path.Combine(Training(variant, seed).FullName, "encoder.safetensors"));

    /// <summary>The folder of one training.</summary>
    public DirectoryInfo Training(string variant, int seed) =>
        _folder.CreateSubdirectory(Path.Combine("trainings", $"{NameOf(variant)}-{seed}"));

    /// <summary>
    /// What the folders of a variant's trainings are called before the seed: its ASCII letters and digits, in lower case, dashes for
    /// everything else.
    /// </summary>
    public static string NameOf(string variant) =>
        new([.. variant.Select(letter => char.IsAsciiLetterOrDigit(letter) ? char.ToLowerInvariant(letter) : '-')]);
}
