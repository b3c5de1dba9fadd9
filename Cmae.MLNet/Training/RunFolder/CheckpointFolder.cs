using System.Globalization;
using Cmae.MLNet.Files;

namespace Cmae.MLNet.Training.RunFolder;

/// <summary>The checkpoints of one run: <c>step-000000120.safetensors</c> and so on, the newest few kept.</summary>
internal sealed class CheckpointFolder(string folder, int kept)
{
    /// <summary>The name of the checkpoint of a step.</summary>
    public static string NameOf(long step) => string.Create(CultureInfo.InvariantCulture, $"step-{step:d9}.safetensors");

    /// <summary>Checkpoints, the newest first; also what has the name of one and cannot be read, such as a folder.</summary>
    public IReadOnlyList<string> NewestFirst() => Directory.Exists(folder)
        ? [.. Directory.GetFileSystemEntries(folder, "step-*.safetensors").OrderDescending(StringComparer.Ordinal)]
        : [];

    /// <summary>Where the checkpoint of a step goes; makes the folder.</summary>
    public string PathOf(long step)
    {
        Directory.CreateDirectory(folder);
        return Path.Combine(folder, NameOf(step));
    }

    /// <summary>Deletes what is older than the newest few, and what a killed process left half written.</summary>
    /// <param name="newest">
    /// The checkpoint just written. Later ones, of steps that are to come, were passed over as damaged: they do not count among the newest,
    /// and are overwritten when the run gets there again.
    /// </param>
    public void Prune(string newest)
    {
        IEnumerable<string> old = NewestFirst().SkipWhile(path => string.CompareOrdinal(path, newest) > 0).Skip(kept);
        string[] unfinished = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.tmp") : [];
        // On some systems a file that somebody reads cannot be deleted: training continues, and the next checkpoint tries again.
        foreach (string path in old.Concat(unfinished))
            AtomicFile.TryDelete(path);
    }
}
