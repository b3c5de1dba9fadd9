using System.Text.Json;

namespace Cmae.MLNet.Samples.Tool.Reporting;

/// <summary>What one step of a run did, as its line in metrics.jsonl has it.</summary>
internal sealed record RunStep(
    long Step, int Epoch, long ImagesSeen, double ReconstructionLoss, double ContrastiveLoss, double LearningRate, double Momentum,
    CmaePretrainingHealth? Health, double Seconds);

/// <summary>A run folder read back: what it was made with, and the figures of every step.</summary>
/// <param name="Folder">The folder.</param>
/// <param name="Facts">options.json.</param>
/// <param name="Steps">The steps, in order; at least one.</param>
internal sealed record RunFigures(DirectoryInfo Folder, JsonElement Facts, IReadOnlyList<RunStep> Steps)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>The steps at which health was measured.</summary>
    public IReadOnlyList<RunStep> Measured { get; } = [.. Steps.Where(step => step.Health is not null)];

    /// <summary>The newest checkpoint, which holds the encoder; null if there is none.</summary>
    public string? NewestCheckpoint
    {
        get
        {
            string checkpoints = Path.Combine(Folder.FullName, "checkpoints");
            return Directory.Exists(checkpoints)
                ? Directory.GetFiles(checkpoints, "step-*.safetensors").Order(StringComparer.Ordinal).LastOrDefault()
                : null;
        }
    }

    /// <summary>Reads a folder; the run may still be in progress.</summary>
    /// <exception cref="InvalidDataException">It is not a run folder, or no step was done in it.</exception>
    public static RunFigures Read(DirectoryInfo folder)
    {
        string options = Path.Combine(folder.FullName, "options.json"), metrics = Path.Combine(folder.FullName, "metrics.jsonl");
        if (!File.Exists(options) || !File.Exists(metrics))
            throw new InvalidDataException(
                $"'{folder.FullName}' is not a run folder: it has no {(File.Exists(options) ? "metrics.jsonl" : "options.json")}. Give the "
                    + "folder of 'pretrain --run'.");
        using JsonDocument facts = JsonDocument.Parse(File.ReadAllText(options));
        RunStep[] steps = [.. Lines(metrics).Select(line => JsonSerializer.Deserialize<RunStep>(line, Json)!)];
        return steps.Length > 0
            ? new(folder, facts.RootElement.Clone(), steps)
            : throw new InvalidDataException($"'{metrics}' has no line yet: no step of the run is done.");
    }

    /// <summary>Whole lines; the run may be writing the last one.</summary>
    private static IEnumerable<string> Lines(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        string text = new StreamReader(stream).ReadToEnd();
        return text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
