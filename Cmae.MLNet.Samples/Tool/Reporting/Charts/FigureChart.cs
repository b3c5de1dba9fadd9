namespace Cmae.MLNet.Samples.Tool.Reporting.Charts;

/// <summary>A chart of some figures of a run, or of several runs over one another.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Range">Ends of the vertical axis; null, or NaN for one of them, to fit the curves.</param>
/// <param name="Figures">The figures by name, each null where it is not known.</param>
internal sealed record FigureChart<T>(
    string Title, (double From, double To)? Range, params IReadOnlyList<(string Name, Func<T, double?> Value)> Figures)
{
    /// <summary>One chart with a curve for each figure; for several runs a chart for each figure with a curve for each run.</summary>
    /// <param name="runs">What is known of each run, by its name.</param>
    /// <param name="step">The step that a figure belongs to.</param>
    /// <returns>Figure elements; empty where nothing is known.</returns>
    public string Draw(IReadOnlyList<(string Name, IReadOnlyList<T> Points)> runs, Func<T, long> step)
    {
        if (runs is [var run])
            return Draw(Title, [.. Figures.Select(figure => CurveOf(figure.Name, run.Points, figure.Value))]);
        return string.Concat(Figures.Select(figure => Draw(
            Figures.Count == 1 ? Title : $"{Title}: {figure.Name}",
            [.. runs.Select(one => CurveOf(one.Name, one.Points, figure.Value))])));

        Curve CurveOf(string name, IReadOnlyList<T> points, Func<T, double?> value) =>
            Curve.Of(name, points.Select(point => ((double)step(point), value(point))));
    }

    private string Draw(string title, IReadOnlyList<Curve> curves)
    {
        string figures = string.Join("; ", curves.Where(curve => curve.Points.Count > 0).Select(curve =>
            $"{curve.Name} from {curve.Points[0].Y:G4} at step {curve.Points[0].X:N0} to {curve.Points[^1].Y:G4} at step "
                + $"{curve.Points[^1].X:N0}"));
        return LineChart.Draw(title, $"{title}. {figures}.", "step", Range, curves);
    }
}
