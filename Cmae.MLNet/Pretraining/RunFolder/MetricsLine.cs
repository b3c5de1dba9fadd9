using System.Text.Json;
using System.Text.Json.Serialization;
using Cmae.MLNet.Training.RunFolder;

namespace Cmae.MLNet.Pretraining.RunFolder;

/// <summary>The figures of one step as a line of metrics.jsonl. The keys are the properties in camel case; null values are omitted.</summary>
/// <param name="Step">Number of the step, from 1.</param>
/// <param name="Epoch">Number of the epoch, from 1.</param>
/// <param name="ImagesSeen">Images shown to the model so far.</param>
/// <param name="ReconstructionLoss">Mean over the step's micro-batches.</param>
/// <param name="ContrastiveLoss">Mean over the step's micro-batches, weighted; 0 for plain MAE.</param>
/// <param name="LearningRate">The learning rate of the step.</param>
/// <param name="Momentum">The momentum of the target network in the step.</param>
/// <param name="GradientNorm">The norm before clipping; null if it was not computed.</param>
/// <param name="Health">Null if it was not measured after this step.</param>
/// <param name="InitialHealth">Measured before the first step; null in all lines but that of the first.</param>
/// <param name="Seconds">Training time so far: the only figure that depends on the machine.</param>
internal sealed record MetricsLine(
    long Step,
    int Epoch,
    long ImagesSeen,
    double ReconstructionLoss,
    double ContrastiveLoss,
    double LearningRate,
    double Momentum,
    double? GradientNorm,
    CmaePretrainingHealth? Health,
    CmaePretrainingHealth? InitialHealth,
    double Seconds) : IMetricsLine<MetricsLine>
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static MetricsLine Of(CmaePretrainingStep step, TimeSpan elapsed) => new(
        step.Step, step.Epoch, step.ImagesSeen, step.ReconstructionLoss, step.ContrastiveLoss, step.LearningRate, step.Momentum,
        double.IsNaN(step.GradientNorm) ? null : step.GradientNorm, step.Health,
        step.InitialHealth, Math.Round(elapsed.TotalSeconds, 3));

    /// <summary>Parses a line; null if it is not valid, such as one that a killed process left half-written.</summary>
    public static MetricsLine? Parse(ReadOnlySpan<byte> line)
    {
        try
        {
            return JsonSerializer.Deserialize<MetricsLine>(line, s_json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The line with its line break.</summary>
    public byte[] ToBytes() => [.. JsonSerializer.SerializeToUtf8Bytes(this, s_json), (byte)'\n'];

    /// <summary>The figures by name, those of the health in their own group, as TensorBoard shows them.</summary>
    public IEnumerable<KeyValuePair<string, double>> Figures()
    {
        JsonElement line = JsonSerializer.SerializeToElement(this, s_json);
        foreach (JsonProperty figure in line.EnumerateObject())
        {
            if (figure.Value.ValueKind == JsonValueKind.Number && figure.Name is not ("step" or "seconds"))
                yield return new($"training/{figure.Name}", figure.Value.GetDouble());
        }
        foreach (KeyValuePair<string, double> figure in HealthFigures(Health))
            yield return figure;
    }

    /// <summary>The figures of the initial health by name, those of step 0.</summary>
    public IEnumerable<KeyValuePair<string, double>> InitialFigures() => HealthFigures(InitialHealth);

    private static IEnumerable<KeyValuePair<string, double>> HealthFigures(CmaePretrainingHealth? health) => health is null
        ? []
        : JsonSerializer.SerializeToElement(health, s_json).EnumerateObject()
            .Where(figure => figure.Value.ValueKind == JsonValueKind.Number)
            .Select(figure => new KeyValuePair<string, double>($"health/{figure.Name}", figure.Value.GetDouble()));
}
