using SkiaSharp;

namespace Cmae.MLNet.Samples.Tool.Reporting.Pictures;

/// <summary>Images as thumbnails at places in a plane, framed in the color of their class; transparent elsewhere.</summary>
internal static class EmbeddingMap
{
    private const int Width = 960, Height = 720, Thumbnail = 40, Frame = 3;

    /// <summary>The color of a class, as hues far from one another.</summary>
    public static SKColor ColorOf(int label) => SKColor.FromHsv(label * 137.508f % 360, 75, 85);

    /// <summary>Draws the map.</summary>
    /// <param name="paths">The images.</param>
    /// <param name="places">Where each lies, in any unit.</param>
    /// <param name="labels">Class of each; -1 for none.</param>
    public static SKBitmap Draw(IReadOnlyList<string> paths, IReadOnlyList<float[]> places, IReadOnlyList<int> labels)
    {
        var map = new SKBitmap(Width, Height, SKColorType.Rgba8888, SKAlphaType.Premul);
        using var canvas = new SKCanvas(map);
        canvas.Clear(SKColors.Transparent);
        float[] x = Scaled([.. places.Select(place => place[0])], Width), y = Scaled([.. places.Select(place => place[1])], Height);
        for (int i = 0; i < paths.Count; i++)
        {
            using SKBitmap thumbnail = Picture.Square(paths[i], Thumbnail - (2 * Frame));
            using var frame = new SKPaint { Color = labels[i] < 0 ? SKColors.Gray : ColorOf(labels[i]) };
            canvas.DrawRect(x[i], y[i], Thumbnail, Thumbnail, frame);
            canvas.DrawBitmap(thumbnail, x[i] + Frame, y[i] + Frame);
        }
        return map;
    }

    private static float[] Scaled(float[] values, int length)
    {
        (float least, float most) = (values.Min(), values.Max());
        return [.. values.Select(value => (value - least) / Math.Max(most - least, 1e-9f) * (length - Thumbnail))];
    }
}
