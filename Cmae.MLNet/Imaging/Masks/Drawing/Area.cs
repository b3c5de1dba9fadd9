namespace Cmae.MLNet.Imaging;

/// <summary>Polygons that annotation files hold, checked.</summary>
internal static class Area
{
    private const int FewestNumbers = 6;

    /// <summary>Fills a polygon.</summary>
    /// <param name="width">Width of the image in pixels.</param>
    /// <param name="height">Height of the image in pixels.</param>
    /// <param name="points">x and y of each corner in pixels.</param>
    /// <exception cref="InvalidDataException">
    /// There are no three corners, or one lies far outside of the image; the message is a part of a sentence.
    /// </exception>
    public static RunLengths OfPolygon(int width, int height, IReadOnlyList<double> points)
    {
        if (points.Count < FewestNumbers || points.Count % 2 != 0)
            throw new InvalidDataException($"a polygon has {points.Count} numbers where at least three pairs of x and y are needed");
        for (int i = 0; i < points.Count; i++)
        {
            int size = i % 2 == 0 ? width : height;
            // Annotators draw a little over the edge; anything else is in other units, or for another image.
            if (!double.IsFinite(points[i]) || points[i] < -size || points[i] > 2.0 * size)
            {
                throw new InvalidDataException(
                    FormattableString.Invariant($"a polygon has a corner at {points[i]}, far outside of {width}x{height}"));
            }
        }
        return PolygonFill.Fill(width, height, points);
    }
}
