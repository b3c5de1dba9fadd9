namespace Cmae.MLNet.Samples.Tool.Reporting.Charts;

/// <summary>One line of a chart.</summary>
/// <param name="Name">What the legend says.</param>
/// <param name="Points">Its points; values that are missing are left out.</param>
internal sealed record Curve(string Name, IReadOnlyList<(double X, double Y)> Points)
{
    private const int MostPoints = 400;

    /// <summary>A curve of many points, as means of equal parts where there are more than a chart can show.</summary>
    public static Curve Of(string name, IEnumerable<(double X, double? Y)> points)
    {
        (double X, double Y)[] known = [.. points.Where(point => point.Y is not null).Select(point => (point.X, point.Y!.Value))];
        int part = (known.Length + MostPoints - 1) / MostPoints;
        return new(name, part <= 1 ? known : [.. known.Chunk(part).Select(chunk => (chunk[^1].X, chunk.Average(point => point.Y)))]);
    }
}
