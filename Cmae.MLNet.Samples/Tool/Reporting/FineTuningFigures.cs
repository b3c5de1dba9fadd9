using System.Text.Json;

namespace Cmae.MLNet.Samples.Tool.Reporting;

/// <summary>A line of a fine-tuning's metrics.jsonl: of a step, or of the validation after it.</summary>
internal sealed record FineTuningPoint(
    long Step, int Epoch, long? ImagesSeen, double? LearningRate, IReadOnlyDictionary<string, double>? Training,
    IReadOnlyDictionary<string, double>? Validation, bool? IsBest, double Seconds);

/// <summary>The run folder of a fine-tuning read back, whatever the task.</summary>
/// <param name="Facts">options.json.</param>
/// <param name="Points">Steps and validations, in order; at least one.</param>
internal sealed record FineTuningFigures(JsonElement Facts, IReadOnlyList<FineTuningPoint> Points)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>The steps.</summary>
    public IReadOnlyList<FineTuningPoint> Steps { get; } = [.. Points.Where(point => point.Training is not null)];

    /// <summary>The validations.</summary>
    public IReadOnlyList<FineTuningPoint> Validations { get; } = [.. Points.Where(point => point.Validation is not null)];

    /// <summary>The epoch of the last step.</summary>
    public int Epochs => Points[^1].Epoch;

    /// <summary>The epoch whose weights are kept: the last without validation.</summary>
    public int BestEpoch => Validations.LastOrDefault(point => point.IsBest == true)?.Epoch ?? Epochs;

    /// <summary>Images shown to the model, repetitions counted.</summary>
    public long ImagesSeen => Steps.Count > 0 ? Steps[^1].ImagesSeen ?? 0 : 0;

    /// <summary>Whether a run folder's options.json is that of a fine-tuning.</summary>
    public static bool IsOf(JsonElement facts) =>
        facts.TryGetProperty("options", out JsonElement options) && options.TryGetProperty("task", out _);

    /// <summary>Reads a folder, of a run that still goes on, too.</summary>
    /// <exception cref="InvalidDataException">It is not a run folder, or no step was done in it.</exception>
    public static FineTuningFigures Read(DirectoryInfo folder) => new(
        RunFiles.Facts(folder),
        [.. RunFiles.Lines(folder).Select(line => JsonSerializer.Deserialize<FineTuningPoint>(line, Json)!)]);
}
