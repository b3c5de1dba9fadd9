using Cmae.MLNet.Samples.Tool.Display;
using Cmae.MLNet.Samples.Tool.Images;
using Cmae.MLNet.Samples.Tool.Probing;
using Cmae.MLNet.Samples.Tool.Trainings;
using Microsoft.ML.Data;
using Spectre.Console;

namespace Cmae.MLNet.Samples.Tool.Output;

/// <summary>The figures of <c>classify</c>; its properties in camel case are the keys of the JSON file.</summary>
/// <param name="Accuracy">Share of the test images classified right with CMAE features, from 0 to 1.</param>
/// <param name="AccuracyUntrained">The same with the features of an untrained encoder.</param>
/// <param name="AccuracyPixels">The same with raw pixels.</param>
/// <param name="Features">Which of an encoder's tokens the classifier saw.</param>
/// <param name="Classes">Number of classes.</param>
/// <param name="TrainImages">Labeled images that the classifier learned from.</param>
/// <param name="TestImages">Images measured on.</param>
/// <param name="ImagesSeen">Images shown in pre-training, including repetitions; 0 if an encoder was given.</param>
/// <param name="PretrainingSeconds">Duration of pre-training.</param>
/// <param name="Seconds">Duration of everything.</param>
internal sealed record ClassificationReport(
    double Accuracy,
    double AccuracyUntrained,
    double AccuracyPixels,
    string Features,
    int Classes,
    int TrainImages,
    int TestImages,
    long ImagesSeen,
    double PretrainingSeconds,
    double Seconds)
{
    /// <summary>Images that were left out because they cannot be read; they count nowhere else.</summary>
    public int UnreadableImages { get; init; }

    public static ClassificationReport Of(
        TrainTestImages images, EncoderTraining training, CmaeFeatureKind features, ProbeResult cmae, ProbeResult untrained,
        ProbeResult pixels, TimeSpan elapsed)
    {
        string[] labels = [.. images.Train.GetColumn<string>("Label")];
        return new ClassificationReport(
            cmae.Accuracy,
            untrained.Accuracy,
            pixels.Accuracy,
            features.ToString(),
            labels.Distinct().Count(),
            labels.Length,
            images.Test.GetColumn<string>("Label").Count(),
            training.ImagesSeen,
            training.Elapsed.TotalSeconds,
            elapsed.TotalSeconds);
    }

    public void Print(IAnsiConsole console, string protocol)
    {
        AccuracyTable.Print(console,
        [
            new("chance", 1.0 / Classes, "any class at random"),
            new("raw pixels", AccuracyPixels, $"linear, {ImageFeatures.ThumbnailSide}x{ImageFeatures.ThumbnailSide} RGB"),
            new("untrained encoder", AccuracyUntrained, $"linear, {Features}, random weights"),
            new("CMAE features", Accuracy, $"linear, {Features}, {(ImagesSeen > 0 ? $"{ImagesSeen:N0} images seen" : "encoder as given")}"),
        ]);
        console.Line(
            $"Protocol: {TrainImages:N0} train and {TestImages:N0} test images of {Classes} classes ({protocol}); "
                + $"{LogisticRegressionProbe.Protocol}.");
        UnreadableLine.Print(console, UnreadableImages);
        console.Line($"{ImagesSeen:N0} images seen in {PretrainingSeconds:F0} s of pre-training; {Seconds:F0} s in all.");
    }
}
