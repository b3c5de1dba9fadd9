using System.Text.Json.Serialization;
using Cmae.MLNet.FineTuning;

namespace Cmae.MLNet.Segmentation;

/// <summary>How well a model segments.</summary>
/// <param name="Loss">Mean loss.</param>
/// <param name="PixelAccuracy">Share of the labeled pixels whose greatest logit is that of their class.</param>
/// <param name="MeanIou">Mean intersection over union; null where it is not measured, in training.</param>
internal sealed record MaskFigures(double Loss, double PixelAccuracy, double? MeanIou = null) : ITaskFigures<MaskFigures>
{
    /// <inheritdoc/>
    [JsonIgnore]
    public IReadOnlyDictionary<string, double> Values
    {
        get
        {
            var values = new Dictionary<string, double> { ["loss"] = Loss, ["pixelAccuracy"] = PixelAccuracy };
            if (MeanIou is { } iou && double.IsFinite(iou))
                values["meanIou"] = iou;
            return values;
        }
    }

    /// <summary>The means of losses and accuracies.</summary>
    public static MaskFigures Mean(IReadOnlyList<MaskFigures> parts) =>
        new(parts.Average(part => part.Loss), parts.Average(part => part.PixelAccuracy));

    /// <inheritdoc/>
    public string Describe() => FormattableString.Invariant($"loss {Loss:f4}, ")
        + (MeanIou is { } iou ? FormattableString.Invariant($"mIoU {iou:p1}, ") : "")
        + FormattableString.Invariant($"pixels {PixelAccuracy:p1}");

    /// <summary>Whether this is better: a greater mean IoU, or as great and a lower loss.</summary>
    public bool IsBetterThan(MaskFigures other) => MeanIou > other.MeanIou || (MeanIou == other.MeanIou && Loss < other.Loss);
}
