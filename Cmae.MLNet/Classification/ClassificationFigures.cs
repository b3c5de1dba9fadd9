using System.Text.Json.Serialization;
using Cmae.MLNet.FineTuning;

namespace Cmae.MLNet.Classification;

/// <summary>How well logits fit labels.</summary>
/// <param name="Loss">Mean cross entropy in nats.</param>
/// <param name="Accuracy">Share of the images whose greatest logit is that of their class.</param>
internal sealed record ClassificationFigures(double Loss, double Accuracy) : ITaskFigures<ClassificationFigures>
{
    /// <summary>The logits that the figures are of, (N, classes) row by row; null if they are not kept.</summary>
    public float[]? Logits { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public IReadOnlyDictionary<string, double> Values => new Dictionary<string, double> { ["loss"] = Loss, ["accuracy"] = Accuracy };

    /// <summary>Computes them in double precision.</summary>
    /// <param name="logits">(N, classes), row by row.</param>
    /// <param name="labels">N classes.</param>
    /// <param name="temperature">Divides the logits.</param>
    public static ClassificationFigures Of(ReadOnlySpan<float> logits, ReadOnlySpan<int> labels, double temperature = 1)
    {
        int classes = logits.Length / labels.Length, right = 0;
        double loss = 0;
        for (int i = 0; i < labels.Length; i++)
        {
            ReadOnlySpan<float> row = logits.Slice(i * classes, classes);
            float greatest = float.NegativeInfinity;
            int predicted = -1;
            for (int c = 0; c < classes; c++)
            {
                if (row[c] > greatest)
                    (greatest, predicted) = (row[c], c);
            }
            double sum = 0;
            foreach (float logit in row)
                sum += Math.Exp((logit - greatest) / temperature);
            loss += Math.Log(sum) - ((row[labels[i]] - greatest) / temperature);
            right += predicted == labels[i] ? 1 : 0;
        }
        return new(loss / labels.Length, (double)right / labels.Length);
    }

    /// <summary>The means of losses and accuracies.</summary>
    public static ClassificationFigures Mean(IReadOnlyList<ClassificationFigures> parts) =>
        new(parts.Average(part => part.Loss), parts.Average(part => part.Accuracy));

    /// <inheritdoc/>
    public string Describe() => FormattableString.Invariant($"loss {Loss:f4}, accuracy {Accuracy:p1}");

    /// <summary>Whether this is better: right more often, or as often and with a lower loss.</summary>
    public bool IsBetterThan(ClassificationFigures other) => Accuracy > other.Accuracy || (Accuracy == other.Accuracy && Loss < other.Loss);
}
