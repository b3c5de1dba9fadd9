using Cmae.MLNet.Samples.Tool.Display;
using Spectre.Console;

namespace Cmae.MLNet.Samples.Tool.Output;

/// <summary>The figures of a segmentation; its properties in camel case are the keys of JSON files. What does not exist is null.</summary>
/// <param name="MeanIou">Intersection over union, the mean over the classes, from 0 to 1.</param>
/// <param name="Interval">Its 95 % interval, by a bootstrap over the images.</param>
/// <param name="PixelAccuracy">Share of the pixels that are right.</param>
/// <param name="PixelAccuracyInterval">Its 95 % interval.</param>
/// <param name="MeanClassAccuracy">Share of a class's pixels that are right, the mean over the classes.</param>
/// <param name="MeanDice">Dice coefficient, the mean over the classes.</param>
/// <param name="MajorityMeanIou">The mean intersection over union of the most frequent class everywhere.</param>
/// <param name="PerClass">The figures of each class.</param>
internal record SegmentationFigures(
    double MeanIou,
    double[] Interval,
    double PixelAccuracy,
    double[] PixelAccuracyInterval,
    double? MeanClassAccuracy,
    double MeanDice,
    double MajorityMeanIou,
    IReadOnlyList<SegmentationFigures.Class> PerClass)
{
    public SegmentationFigures(CmaeSegmentationMetrics metrics)
        : this(
            metrics.MeanIou, Ends(metrics.MeanIouInterval), metrics.PixelAccuracy, Ends(metrics.PixelAccuracyInterval),
            Known(metrics.MeanClassAccuracy), metrics.MeanDice, metrics.MajorityMeanIou,
            [.. metrics.PerClass.Select(figures => new Class(
                figures.Name, Known(figures.Iou), Known(figures.Accuracy), Known(figures.Dice), figures.PixelCount))])
    {
    }

    public void PrintTable(IAnsiConsole console)
    {
        Table table = new Table().Border(TableBorder.Rounded).AddColumn("Class");
        foreach (string column in (string[])["IoU", "Accuracy", "Dice", "Pixels"])
            table.AddColumn(new TableColumn(column).RightAligned());
        foreach (Class figures in PerClass)
        {
            table.AddRow(
                Markup.Escape(VisibleText.Of(figures.Name)), Percent(figures.Iou), Percent(figures.Accuracy), Percent(figures.Dice),
                $"{figures.Pixels:N0}");
        }
        console.Write(table);
        console.Line(
            $"Mean IoU {100 * MeanIou:F1} % ({100 * Interval[0]:F1} to {100 * Interval[1]:F1} %), pixels right {Percent(PixelAccuracy)}, "
            + $"mean class accuracy {Percent(MeanClassAccuracy)}, Dice {Percent(MeanDice)}; the most frequent class everywhere has a mean "
            + $"IoU of {Percent(MajorityMeanIou)}.");
    }

    /// <summary>A share in percent; a dash for one that does not exist.</summary>
    public static string Percent(double? share) => share is { } value ? $"{100 * value:F1} %" : "-";

    private static double? Known(double value) => double.IsNaN(value) ? null : value;

    private static double[] Ends(CmaeInterval interval) => [interval.Lower, interval.Upper];

    /// <summary>One class; Pixels are those of the masks.</summary>
    internal sealed record Class(string Name, double? Iou, double? Accuracy, double? Dice, long Pixels);
}
