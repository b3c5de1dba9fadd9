using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Legends;
using OxyPlot.Series;

namespace Cmae.MLNet.Samples.Benchmarks.Scaling;

/// <summary>Draws how a training step grows, as SVG: time against operations, memory against batch.</summary>
internal static class ScalingPlot
{
    private const int Width = 560, Height = 420;

    /// <summary>Both plots, side by side.</summary>
    public static string Draw(IReadOnlyList<ScalingFigures> steps) =>
        $"""
        <svg xmlns="http://www.w3.org/2000/svg" width="{2 * Width}" height="{Height}" viewBox="0 0 {2 * Width} {Height}">
        <rect width="100%" height="100%" fill="white"/>
        {Svg(TimeAgainstOperations(steps))}
        <g transform="translate({Width} 0)">
        {Svg(MemoryAgainstBatch(steps))}
        </g>
        </svg>
        """;

    private static PlotModel TimeAgainstOperations(IReadOnlyList<ScalingFigures> steps)
    {
        PlotModel plot = Plot("Time of a training step", "GFLOP a step", "seconds");
        foreach (IGrouping<string, ScalingFigures> series in steps.GroupBy(step => step.Series))
            plot.Series.Add(Line($"growing {series.Key}", series.Select(step => new DataPoint(step.Gigaflop, step.Step.Median))));
        plot.Legends.Add(new Legend { LegendPosition = LegendPosition.LeftTop });
        return plot;
    }

    private static PlotModel MemoryAgainstBatch(IReadOnlyList<ScalingFigures> steps)
    {
        PlotModel plot = Plot("Memory of a training step", "images of a batch", "MB beside weights and optimizer");
        plot.Series.Add(
            Line(null, steps.Where(step => step.Megabytes > 0).Select(step => new DataPoint(step.Value, step.Megabytes!.Value))));
        return plot;
    }

    // Logarithmic both ways: what grows in proportion is a line of slope 1.
    private static PlotModel Plot(string title, string x, string y) => new()
    {
        Title = title,
        Axes =
        {
            new LogarithmicAxis { Position = AxisPosition.Bottom, Title = x, MajorGridlineStyle = LineStyle.Dot },
            new LogarithmicAxis { Position = AxisPosition.Left, Title = y, MajorGridlineStyle = LineStyle.Dot },
        },
    };

    private static LineSeries Line(string? title, IEnumerable<DataPoint> points)
    {
        var line = new LineSeries { Title = title, MarkerType = MarkerType.Circle };
        line.Points.AddRange(points);
        return line;
    }

    // Without the XML declaration, which a document has once.
    private static string Svg(PlotModel plot)
    {
        var exporter = new SvgExporter { Width = Width, Height = Height, IsDocument = false, TextMeasurer = new GenerousMeasurer() };
        string svg = exporter.ExportToString(plot);
        return svg[svg.IndexOf("<svg", StringComparison.Ordinal)..];
    }

    /// <summary>
    /// Leaves room for the reader's font, which is often wider than the one that OxyPlot measures with: nothing is cut or overlaps.
    /// </summary>
    private sealed class GenerousMeasurer() : PdfRenderContext(Width, Height, OxyColors.White)
    {
        private const double Room = 1.6;

        public override OxySize MeasureText(string text, string fontFamily, double fontSize, double fontWeight)
        {
            OxySize measured = base.MeasureText(text, fontFamily, fontSize, fontWeight);
            return new OxySize(Room * measured.Width, Room * measured.Height);
        }
    }
}
