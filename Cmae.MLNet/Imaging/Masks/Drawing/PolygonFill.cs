namespace Cmae.MLNet.Imaging;

/// <summary>
/// Which pixels a polygon covers, as COCO's own tools define it: the outline is drawn on a grid five times as fine, and a pixel is inside if the
/// outline is crossed an odd number of times above it, at the center of its column.
/// </summary>
internal static class PolygonFill
{
    private const int Fineness = 5;

    /// <summary>Fills one closed polygon.</summary>
    /// <param name="width">Width of the image in pixels.</param>
    /// <param name="height">Height of the image in pixels.</param>
    /// <param name="points">x and y of each corner in pixels, from the left and top edge.</param>
    public static RunLengths Fill(int width, int height, IReadOnlyList<double> points)
    {
        List<(int X, int Y)> outline = Outline(points);
        var crossings = new List<int>();
        for (int i = 1; i < outline.Count; i++)
        {
            if (Crossing(outline[i - 1], outline[i], width, height) is { } crossing)
                crossings.Add(crossing);
        }
        crossings.Sort();
        return new(width, height, LengthsBetween(crossings, width * height));
    }

    /// <summary>The points of the fine grid along all edges, each edge with both of its ends.</summary>
    private static List<(int X, int Y)> Outline(IReadOnlyList<double> points)
    {
        int count = points.Count / 2;
        var outline = new List<(int X, int Y)>();
        for (int i = 0; i < count; i++)
            AddEdge(Corner(points, i), Corner(points, (i + 1) % count), outline);
        return outline;
    }

    private static (int X, int Y) Corner(IReadOnlyList<double> points, int index) =>
        ((int)((Fineness * points[2 * index]) + 0.5), (int)((Fineness * points[(2 * index) + 1]) + 0.5));

    // Always computed from the lower end of the longer axis, so that two polygons share the points of a common edge; kept in the
    // order of the edge.
    private static void AddEdge((int X, int Y) from, (int X, int Y) to, List<(int X, int Y)> outline)
    {
        int width = Math.Abs(to.X - from.X), height = Math.Abs(to.Y - from.Y), steps = Math.Max(width, height);
        bool isWide = width >= height, isBackward = isWide ? from.X > to.X : from.Y > to.Y;
        if (isBackward)
            (from, to) = (to, from);
        double slope = steps == 0 ? 0 : (double)(isWide ? to.Y - from.Y : to.X - from.X) / steps;
        for (int step = 0; step <= steps; step++)
        {
            int along = isBackward ? steps - step : step;
            outline.Add(isWide
                ? (from.X + along, (int)(from.Y + (slope * along) + 0.5))
                : ((int)(from.X + (slope * along) + 0.5), from.Y + along));
        }
    }

    /// <summary>Where a step of the outline crosses the center of a column: the number of pixels before it, column by column.</summary>
    private static int? Crossing((int X, int Y) from, (int X, int Y) to, int width, int height)
    {
        if (from.X == to.X)
            return null;
        double column = PixelOf(Math.Min(from.X, to.X));
        if (column != Math.Floor(column) || column < 0 || column > width - 1)
            return null;
        int row = (int)Math.Ceiling(Math.Clamp(PixelOf(Math.Min(from.Y, to.Y)), 0, height));
        return ((int)column * height) + row;
    }

    private static double PixelOf(int fine) => ((fine + 0.5) / Fineness) - 0.5;

    // Two crossings at the same place undo each other.
    private static List<int> LengthsBetween(List<int> crossings, int pixels)
    {
        var kept = new Stack<int>();
        foreach (int crossing in crossings)
        {
            if (kept.TryPeek(out int last) && last == crossing)
                kept.Pop();
            else
                kept.Push(crossing);
        }
        int[] ends = [.. kept.Reverse(), pixels];
        return [.. ends.Select((end, i) => i == 0 ? end : end - ends[i - 1])];
    }
}
