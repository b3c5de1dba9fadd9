using System.Globalization;
using Cmae.MLNet.Samples.Benchmarks.Measuring;

namespace Cmae.MLNet.Samples.Benchmarks.Scaling;

/// <summary>A training step of one size; its properties in camel case are keys of the JSON file.</summary>
/// <param name="Series">What grows.</param>
/// <param name="Value">How large it is.</param>
/// <param name="Gigaflop">1e9 floating-point operations of the step.</param>
/// <param name="Step">How long the step takes.</param>
/// <param name="Megabytes">Memory that the step adds to weights and optimizer at its peak; null if it was not measured.</param>
internal sealed record ScalingFigures(string Series, int Value, double Gigaflop, Timing Step, double? Megabytes)
{
    public static string Text(IReadOnlyList<ScalingFigures> steps)
    {
        var table = new MarkdownTable("what grows", "to", "GFLOP a step", "seconds a step", "quartiles", "GF/s", "MB of a step");
        string previous = "";
        foreach (ScalingFigures step in steps)
        {
            Timing timing = step.Step;
            table.Add(
                step.Series == previous ? "" : step.Series, $"{step.Value}", Text(step.Gigaflop, "F1"), Text(timing.Median, "F3"),
                $"{Text(timing.LowerQuartile, "F3")} to {Text(timing.UpperQuartile, "F3")}", Text(step.Gigaflop / timing.Median, "F0"),
                step.Megabytes is { } megabytes ? Text(megabytes, "F0") : "");
            previous = step.Series;
        }
        return $"""
            Width 192, patches of 8 pixels; 64 px, 12 blocks and a batch of 16 if they do not grow.
            Constant GF/s mean that time grows as the operations do.

            {table}
            """;
    }

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
