using System.Text.Json;

namespace Cmae.MLNet.Samples.Tool.Reporting;

/// <summary>What one step of a pre-training did, as its line in metrics.jsonl has it.</summary>
internal sealed record RunStep(
    long Step, int Epoch, long ImagesSeen, double ReconstructionLoss, double ContrastiveLoss, double LearningRate, double Momentum,
    CmaePretrainingHealth? Health, double Seconds);

/// <summary>The run folder of a pre-training read back: what it was made with, and the figures of every step.</summary>
/// <param name="Folder">The folder.</param>
/// <param name="Facts">options.json.</param>
/// <param name="Steps">The steps, in order; at least one.</param>
internal sealed record RunFigures(DirectoryInfo Folder, JsonElement Facts, IReadOnlyList<RunStep> Steps)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>The steps at which health was measured.</summary>
    public IReadOnlyList<RunStep> Measured { get; } = [.. Steps.Where(step => step.Health is not null)];

    /// <summary>Reads a folder; the run may still be in progress.</summary>
    /// <exception cref="InvalidDataException">It is not a run folder, or no step was done in it.</exception>
    public static RunFigures Read(DirectoryInfo folder) => new(
        folder,
        RunFiles.Facts(folder),
        [.. RunFiles.Lines(folder).Select(line => JsonSerializer.Deserialize<RunStep>(line, Json)!)]);
}
