using Cmae.MLNet.Samples.Tool.Display;
using Cmae.MLNet.Samples.Tool.Scores;
using Spectre.Console;

namespace Cmae.MLNet.Samples.Tool.Output;

/// <summary>The figures of <c>evaluate --model</c>; its properties in camel case are the keys of the JSON file.</summary>
/// <param name="Accuracy">Share of the images that are classified right, from 0 to 1.</param>
/// <param name="AccuracyLower">Lower end of its 95 % interval (Wilson).</param>
/// <param name="AccuracyUpper">Upper end of its 95 % interval.</param>
/// <param name="TopK">How many of the highest scores count for the next accuracy.</param>
/// <param name="TopKAccuracy">Share of the images whose class is among these, from 0 to 1.</param>
/// <param name="TopKAccuracyLower">Lower end of its 95 % interval.</param>
/// <param name="TopKAccuracyUpper">Upper end of its 95 % interval.</param>
/// <param name="ExpectedCalibrationError">As <see cref="CalibrationFigures"/> says; null if the scores are not probabilities.</param>
/// <param name="NegativeLogLikelihood">In nats; null if the scores are not probabilities.</param>
/// <param name="Classes">Number of classes.</param>
/// <param name="Images">Number of images.</param>
/// <param name="PerClass">Figures of each class.</param>
/// <param name="ConfusionMatrix">Images by their class (rows) and what was predicted (columns), in the order of the figures.</param>
/// <param name="Seconds">Duration of everything.</param>
internal sealed record EvaluationReport(
    double Accuracy,
    double AccuracyLower,
    double AccuracyUpper,
    int TopK,
    double TopKAccuracy,
    double TopKAccuracyLower,
    double TopKAccuracyUpper,
    double? ExpectedCalibrationError,
    double? NegativeLogLikelihood,
    int Classes,
    int Images,
    IReadOnlyList<ClassFigures> PerClass,
    IReadOnlyList<int[]> ConfusionMatrix,
    double Seconds)
{
    /// <summary>Images that were left out because they cannot be read; they count nowhere else.</summary>
    public int UnreadableImages { get; init; }

    public static EvaluationReport Of(ClassifierFigures figures, int topK, TimeSpan elapsed) => new(
        figures.Top1.Value, figures.Top1.Lower, figures.Top1.Upper, topK, figures.TopK.Value, figures.TopK.Lower, figures.TopK.Upper,
        figures.Calibration?.ExpectedCalibrationError, figures.Calibration?.NegativeLogLikelihood,
        figures.PerClass.Count, (int)figures.Top1.Count, figures.PerClass, figures.ConfusionMatrix, elapsed.TotalSeconds);

    public void Print(IAnsiConsole console)
    {
        ConfusionTable.Print(console, [.. PerClass.Select(figures => figures.Name)], ConfusionMatrix);
        PrintClasses(console);
        console.Line(
            $"Top-1 {Percent(Accuracy, AccuracyLower, AccuracyUpper)}, "
            + $"top-{TopK} {Percent(TopKAccuracy, TopKAccuracyLower, TopKAccuracyUpper)} "
            + $"of {Images:N0} images of {Classes} classes, with 95 % intervals.");
        console.Line(ExpectedCalibrationError is { } error
            ? $"Expected calibration error {error:F4} (15 bins of equal width), negative log-likelihood {NegativeLogLikelihood:F4}."
            : "The scores are not probabilities: no calibration error and no log-likelihood.");
        UnreadableLine.Print(console, UnreadableImages);
        console.Line($"{Seconds:F0} s in all.");
    }

    private void PrintClasses(IAnsiConsole console)
    {
        Table table = new Table().Border(TableBorder.Rounded).AddColumn("Class");
        foreach (string title in (string[])["Precision", "Recall", "F1", "Images"])
            table.AddColumn(new TableColumn(title).RightAligned());
        foreach (ClassFigures figures in PerClass)
            table.AddRow(
                Markup.Escape(figures.Name), Text(figures.Precision), Text(figures.Recall), Text(figures.F1), $"{figures.Support:N0}");
        console.Write(table);
    }

    private static string Text(double? share) => share is { } value ? $"{100 * value:F1} %" : "-";

    private static string Percent(double value, double lower, double upper) =>
        $"{100 * value:F1} % ({100 * lower:F1} to {100 * upper:F1} %)";
}
