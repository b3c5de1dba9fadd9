using Cmae.MLNet.Samples.Tool.Display;
using Spectre.Console;

namespace Cmae.MLNet.Samples.Tool.Output;

/// <summary>The figures of <c>segment</c>; its properties in camel case are the keys of the JSON file.</summary>
internal sealed record SegmentationReport : SegmentationFigures
{
    public SegmentationReport(CmaeSegmentationMetrics metrics)
        : base(metrics)
    {
    }

    /// <summary>Images that were learned from.</summary>
    public required int TrainImages { get; init; }

    /// <summary>Images that the best epoch was chosen on; 0 if they were held out of the train images.</summary>
    public required int ValidationImages { get; init; }

    /// <summary>Images measured on.</summary>
    public required int TestImages { get; init; }

    /// <summary>Share of the train images whose masks were used.</summary>
    public required double LabelFraction { get; init; }

    /// <summary>Side of the square that images are segmented in.</summary>
    public required int ImageSize { get; init; }

    /// <summary>Which head makes classes of tokens.</summary>
    public required string Head { get; init; }

    /// <summary>Epochs that were trained.</summary>
    public required int Epochs { get; init; }

    /// <summary>The epoch whose weights were kept.</summary>
    public required int BestEpoch { get; init; }

    /// <summary>Images shown in training, repetitions counted.</summary>
    public required long ImagesSeen { get; init; }

    /// <summary>Images shown in pre-training; 0 with an encoder that was given, or with random weights.</summary>
    public required long PretrainingImagesSeen { get; init; }

    /// <summary>Duration of pre-training.</summary>
    public required double PretrainingSeconds { get; init; }

    /// <summary>Seed of everything random.</summary>
    public required int Seed { get; init; }

    /// <summary>Duration of the training.</summary>
    public required double TrainingSeconds { get; init; }

    /// <summary>Duration of everything.</summary>
    public required double Seconds { get; init; }

    /// <summary>Images that were left out because they cannot be read; they count nowhere else.</summary>
    public int UnreadableImages { get; init; }

    public void Print(IAnsiConsole console)
    {
        PrintTable(console);
        string validation = ValidationImages == 0 ? "a tenth of them" : $"{ValidationImages:N0} validation images";
        console.Line(
            $"Protocol: {TrainImages:N0} train images ({100 * LabelFraction:F0} % of the masks) at {ImageSize} pixels, {Head} head, "
            + $"best epoch ({BestEpoch} of {Epochs}) on {validation}, {TestImages:N0} test images; seed {Seed}.");
        if (UnreadableImages > 0)
            console.Line($"{UnreadableImages:N0} images that cannot be read were left out and are not counted.");
        if (PretrainingImagesSeen > 0)
            console.Line($"{PretrainingImagesSeen:N0} images seen in {PretrainingSeconds:F0} s of pre-training.");
        console.Line($"{ImagesSeen:N0} images seen in {TrainingSeconds:F0} s of training; {Seconds:F0} s in all.");
    }
}
