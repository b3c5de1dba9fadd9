using SkiaSharp;

namespace Cmae.MLNet.Tests.House;

/// <summary>Draws the icon of the packages: a ring behind a grid of patches, of which some are hidden.</summary>
internal static class PackageIcon
{
    private const int Side = 128, Patch = 32;

    private static readonly SKColor s_background = new(0x12, 0x2b, 0x4a), s_ring = new(0xff, 0x9d, 0x3c), s_hidden = new(0x3a, 0x5a, 0x82);

    // By row and column.
    private static readonly (int Row, int Column)[] s_hiddenPatches = [(0, 1), (0, 3), (1, 0), (1, 2), (2, 1), (2, 3), (3, 0), (3, 2)];

    public static SKBitmap Draw()
    {
        var icon = new SKBitmap(Side, Side, SKColorType.Rgba8888, SKAlphaType.Opaque);
        using var canvas = new SKCanvas(icon);
        canvas.Clear(s_background);
        // No antialiasing: the same pixels on every system.
        using var ring = new SKPaint { Color = s_ring, Style = SKPaintStyle.Stroke, StrokeWidth = 20, IsAntialias = false };
        canvas.DrawCircle(Side / 2, Side / 2, 40, ring);
        using var hidden = new SKPaint { Color = s_hidden };
        foreach ((int row, int column) in s_hiddenPatches)
            canvas.DrawRect((column * Patch) + 1, (row * Patch) + 1, Patch - 2, Patch - 2, hidden);
        return icon;
    }
}
