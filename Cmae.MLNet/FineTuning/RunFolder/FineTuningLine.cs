using System.Text.Json;
using System.Text.Json.Serialization;
using Cmae.MLNet.Training.RunFolder;

namespace Cmae.MLNet.FineTuning.RunFolder;

/// <summary>
/// The figures of one step, or of the validation after it, as a line of metrics.jsonl. The keys are the properties in camel case; null
/// values are omitted.
/// </summary>
/// <param name="Step">Number of the step, from 1.</param>
/// <param name="Epoch">Number of the epoch, from 1.</param>
internal sealed record FineTuningLine(long Step, int Epoch) : IMetricsLine<FineTuningLine>
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>Images shown to the model so far.</summary>
    public long? ImagesSeen { get; init; }

    /// <summary>The learning rate of the step, for the head.</summary>
    public double? LearningRate { get; init; }

    /// <summary>The norm before clipping; null if it was not computed.</summary>
    public double? GradientNorm { get; init; }

    /// <summary>Means over the step's micro-batches; null on the line of a validation.</summary>
    public IReadOnlyDictionary<string, double>? Training { get; init; }

    /// <summary>Figures of the validation images; null on the line of a step.</summary>
    public IReadOnlyDictionary<string, double>? Validation { get; init; }

    /// <summary>Whether the epoch is the best so far; null on the line of a step.</summary>
    public bool? IsBest { get; init; }

    /// <summary>Training time so far: the only figure that depends on the machine.</summary>
    public double Seconds { get; init; }

    public static FineTuningLine OfStep(CmaeFineTuningStep step, IReadOnlyDictionary<string, double> figures, TimeSpan elapsed) =>
        new(step.Step, step.Epoch)
        {
            ImagesSeen = step.ImagesSeen,
            LearningRate = step.LearningRate,
            GradientNorm = double.IsFinite(step.GradientNorm) ? step.GradientNorm : null,
            Training = Finite(figures),
            Seconds = Math.Round(elapsed.TotalSeconds, 3),
        };

    public static FineTuningLine OfValidation(
        long step, int epoch, IReadOnlyDictionary<string, double> figures, bool isBest, TimeSpan elapsed) => new(step, epoch)
        {
            Validation = Finite(figures),
            IsBest = isBest,
            Seconds = Math.Round(elapsed.TotalSeconds, 3),
        };

    public static FineTuningLine? Parse(ReadOnlySpan<byte> line)
    {
        try
        {
            return JsonSerializer.Deserialize<FineTuningLine>(line, s_json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public byte[] ToBytes() => [.. JsonSerializer.SerializeToUtf8Bytes(this, s_json), (byte)'\n'];

    public IEnumerable<KeyValuePair<string, double>> Figures()
    {
        foreach ((string name, double value) in Training ?? new Dictionary<string, double>())
            yield return new($"training/{name}", value);
        foreach ((string name, double value) in Validation ?? new Dictionary<string, double>())
            yield return new($"validation/{name}", value);
        if (Training is null)
            yield break;
        yield return new("training/epoch", Epoch);
        (string Name, double? Value)[] more =
            [("imagesSeen", ImagesSeen), ("learningRate", LearningRate), ("gradientNorm", GradientNorm)];
        foreach ((string name, double? value) in more)
        {
            if (value is { } figure)
                yield return new($"training/{name}", figure);
        }
    }

    // JSON has no NaN.
    private static Dictionary<string, double> Finite(IReadOnlyDictionary<string, double> figures) =>
        figures.Where(figure => double.IsFinite(figure.Value)).ToDictionary();
}
