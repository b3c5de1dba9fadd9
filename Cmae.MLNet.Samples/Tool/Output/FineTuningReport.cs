using Cmae.MLNet.Samples.Tool.Display;
using Spectre.Console;

namespace Cmae.MLNet.Samples.Tool.Output;

/// <summary>The figures of <c>finetune</c>; its properties in camel case are the keys of the JSON file.</summary>
/// <param name="Accuracy">Share of the test images that are classified right, from 0 to 1.</param>
/// <param name="AccuracyFromScratch">
/// The same for a training from random weights with the same budget; null if it was not asked for.
/// </param>
/// <param name="Classes">Number of classes.</param>
/// <param name="TrainImages">Labeled images that were learned from.</param>
/// <param name="ValidationImages">Images that the best epoch was chosen on.</param>
/// <param name="TestImages">Images measured on.</param>
/// <param name="LabelFraction">Share of the training labels that was used.</param>
/// <param name="Epochs">Epochs that were trained.</param>
/// <param name="BestEpoch">The one whose weights were kept.</param>
/// <param name="ImagesSeen">Images shown in training, including repetitions.</param>
/// <param name="Seed">Seed of everything random.</param>
/// <param name="TrainingSeconds">Duration of the training.</param>
/// <param name="Seconds">Duration of everything.</param>
internal sealed record FineTuningReport(
    double Accuracy,
    double? AccuracyFromScratch,
    int Classes,
    int TrainImages,
    int ValidationImages,
    int TestImages,
    double LabelFraction,
    int Epochs,
    int BestEpoch,
    long ImagesSeen,
    int Seed,
    double TrainingSeconds,
    double Seconds)
{
    /// <summary>Images that were left out because they cannot be read; they count nowhere else.</summary>
    public int UnreadableImages { get; init; }

    public void Print(IAnsiConsole console, string start)
    {
        List<AccuracyTable.Row> rows = [new("chance", 1.0 / Classes, "any class at random"), new("fine-tuned", Accuracy, start)];
        if (AccuracyFromScratch is { } scratch)
            rows.Insert(1, new("fine-tuned", scratch, "from random weights, same budget"));
        AccuracyTable.Print(console, rows);
        console.Line(
            $"Protocol: {TrainImages:N0} train images ({100 * LabelFraction:F0} % of the labels), "
            + $"best epoch ({BestEpoch} of {Epochs}) on {ValidationImages:N0} validation images, "
            + $"{TestImages:N0} test images of {Classes} classes; seed {Seed}.");
        UnreadableLine.Print(console, UnreadableImages);
        console.Line($"{ImagesSeen:N0} images seen in {TrainingSeconds:F0} s of training; {Seconds:F0} s in all.");
    }
}
