using System.Text.Json;

namespace Cmae.MLNet.Samples.Tool.Reporting;

/// <summary>The files of a run folder, of a run that still goes on, too.</summary>
internal static class RunFiles
{
    /// <summary>options.json.</summary>
    /// <exception cref="InvalidDataException">The folder is not a run folder.</exception>
    public static JsonElement Facts(DirectoryInfo folder)
    {
        string options = Path.Combine(folder.FullName, "options.json"), metrics = Metrics(folder);
        if (!File.Exists(options) || !File.Exists(metrics))
            throw new InvalidDataException(
                $"'{folder.FullName}' is not a run folder: it has no {(File.Exists(options) ? "metrics.jsonl" : "options.json")}. Give the "
                    + "folder of 'pretrain --run' or 'finetune --run'.");
        using JsonDocument facts = JsonDocument.Parse(File.ReadAllText(options));
        return facts.RootElement.Clone();
    }

    /// <summary>The lines of metrics.jsonl that are whole; the run may be writing the last one.</summary>
    /// <exception cref="InvalidDataException">There are none.</exception>
    public static IReadOnlyList<string> Lines(DirectoryInfo folder)
    {
        using var stream = new FileStream(Metrics(folder), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        string text = new StreamReader(stream).ReadToEnd();
        string[] lines = text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return lines.Length > 0
            ? lines
            : throw new InvalidDataException($"'{Metrics(folder)}' has no line yet: no step of the run is done.");
    }

    /// <summary>The newest checkpoint, which holds the encoder; null if there is none.</summary>
    public static string? NewestCheckpoint(DirectoryInfo folder)
    {
        string checkpoints = Path.Combine(folder.FullName, "checkpoints");
        return Directory.Exists(checkpoints)
            ? Directory.GetFiles(checkpoints, "step-*.safetensors").Order(StringComparer.Ordinal).LastOrDefault()
            : null;
    }

    private static string Metrics(DirectoryInfo folder) => Path.Combine(folder.FullName, "metrics.jsonl");
}
