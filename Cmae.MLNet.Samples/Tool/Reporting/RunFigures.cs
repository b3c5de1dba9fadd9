using System.Text.Json;

namespace Cmae.MLNet.Samples.Tool.Reporting;

/// <summary>What one step of a pre-training did, as its line in metrics.jsonl has it.</summary>
internal sealed record RunStep(
    long Step, int Epoch, long ImagesSeen, double ReconstructionLoss, double ContrastiveLoss, double LearningRate, double Momentum,
    CmaePretrainingHealth? Health, CmaePretrainingHealth? InitialHealth, double Seconds);

/// <summary>The run folder of a pre-training read back: what it was made with, and the figures of every step.</summary>
/// <param name="Folder">The folder.</param>
/// <param name="Facts">options.json.</param>
/// <param name="Steps">The steps, in order; at least one.</param>
internal sealed record RunFigures(DirectoryInfo Folder, JsonElement Facts, IReadOnlyList<RunStep> Steps)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>What was measured of its health, in the order of the steps.</summary>
    public IReadOnlyList<MeasuredHealth> Measured { get; } = [.. Steps.SelectMany(MeasuredAt)];

    /// <summary>The options that its figures depend on.</summary>
    public JsonElement Options => Facts.GetProperty("options");

    /// <summary>Share of the run after which the contrast begins, if it has one and it does not begin at once; else null.</summary>
    public double? ContrastBegins =>
        Options.TryGetProperty("ContrastiveWeight", out JsonElement weight) && weight.GetDouble() > 0
        && Options.TryGetProperty("ContrastiveDelay", out JsonElement delay) && delay.GetDouble() > 0
            ? delay.GetDouble()
            : null;

    /// <summary>Reads a folder; the run may still be in progress.</summary>
    /// <exception cref="InvalidDataException">It is not a run folder, or no step was done in it.</exception>
    public static RunFigures Read(DirectoryInfo folder) => new(
        folder,
        RunFiles.Facts(folder),
        [.. RunFiles.Lines(folder).Select(line => JsonSerializer.Deserialize<RunStep>(line, Json)!)]);

    private static IEnumerable<MeasuredHealth> MeasuredAt(RunStep step)
    {
        if (step.InitialHealth is { } initial)
            yield return new(0, initial);
        if (step.Health is { } health)
            yield return new(step.Step, health);
    }
}
