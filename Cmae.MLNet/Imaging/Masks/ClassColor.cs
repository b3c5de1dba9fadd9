using System.Globalization;

namespace Cmae.MLNet.Imaging;

/// <summary>A color as one number, 0xRRGGBB.</summary>
internal static class ClassColor
{
    public static int Of(int red, int green, int blue) => (red << 16) | (green << 8) | blue;

    public static (byte Red, byte Green, byte Blue) Parts(int color) => ((byte)(color >> 16), (byte)(color >> 8), (byte)color);

    /// <summary>The color as text, such as "#3C1098".</summary>
    public static string Text(int color) => $"#{color:X6}";

    /// <summary>Reads # and six hexadecimal digits.</summary>
    public static bool TryParse(string text, out int color)
    {
        color = 0;
        return text.Length == 7 && text[0] == '#'
            && int.TryParse(text.AsSpan(1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out color);
    }

    /// <summary>Whether the three parts are the same.</summary>
    public static bool IsGray(int color) => Parts(color) is var (red, green, blue) && red == green && green == blue;

    /// <summary>How far two colors are apart: the square of their distance in R, G and B.</summary>
    public static int Distance(int a, int b)
    {
        ((int r0, int g0, int b0), (int r1, int g1, int b1)) = (Parts(a), Parts(b));
        return ((r0 - r1) * (r0 - r1)) + ((g0 - g1) * (g0 - g1)) + ((b0 - b1) * (b0 - b1));
    }
}
