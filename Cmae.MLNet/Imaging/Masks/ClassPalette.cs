namespace Cmae.MLNet.Imaging;

/// <summary>Colors for classes whose table names none: hues far apart, one after the other around the circle by the golden angle.</summary>
internal static class ClassPalette
{
    private const double GoldenAngle = 0.6180339887498949;

    /// <summary>The color of a class by its index, as 0xRRGGBB.</summary>
    public static int ColorOf(int index)
    {
        double hue = (0.6 + (index * GoldenAngle)) % 1 * 6;
        // Every seventh hue comes close to an earlier one, so the brightness changes as well.
        double value = (index / 7 % 3) switch { 0 => 0.9, 1 => 0.65, _ => 0.45 };
        return ClassColor.Of(Part(hue, 5, value), Part(hue, 3, value), Part(hue, 1, value));
    }

    // One part of a color of saturation 0.75.
    private static int Part(double hue, int offset, double value)
    {
        double k = (offset + hue) % 6;
        return (int)Math.Round(255 * value * (1 - (0.75 * Math.Clamp(Math.Min(k, 4 - k), 0, 1))));
    }
}
