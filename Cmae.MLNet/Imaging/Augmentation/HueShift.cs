namespace Cmae.MLNet.Imaging;

/// <summary>
/// Rotates the colors of an image around the color wheel. Converts to hue, saturation and value of 8 bits each and back, with Pillow's
/// rounding, so it changes an image slightly even if the shift is 0.
/// </summary>
internal static class HueShift
{
    private static readonly (int Sector, float Fraction)[] _sectors = [.. Enumerable.Range(0, 256).Select(Sector)];

    /// <summary>Changes an image in place.</summary>
    /// <param name="pixels">Any number of pixels of three bytes.</param>
    /// <param name="turn">Share of a full turn; rounded toward zero to 1/255.</param>
    /// <param name="channels">Which byte of a pixel is red.</param>
    public static void ShiftHue(Span<byte> pixels, double turn, CmaeChannelOrder channels)
    {
        (int red, int blue) = Luma.Positions(channels);
        var shift = (int)(turn * 255);
        for (int i = 0; i < pixels.Length; i += 3)
        {
            Span<byte> pixel = pixels.Slice(i, 3);
            Turn(ref pixel[red], ref pixel[1], ref pixel[blue], shift);
        }
    }

    private static void Turn(ref byte red, ref byte green, ref byte blue, int shift)
    {
        byte largest = Math.Max(red, Math.Max(green, blue));
        int range = largest - Math.Min(red, Math.Min(green, blue));
        // Gray has no hue, and a saturation that rounds down to 0 loses it.
        int saturation = range == 0 ? 0 : (int)(range / (float)largest * 255.0);
        if (saturation == 0)
        {
            red = green = blue = largest;
            return;
        }
        (int sector, float fraction) = _sectors[(byte)(Hue(red, green, blue, largest, range) + shift)];
        float share = saturation / 255f;
        byte low = Round(largest * (1.0 - share));
        byte falling = Round(largest * (1.0 - share * fraction));
        byte rising = Round(largest * (1.0 - share * (1.0 - fraction)));
        (red, green, blue) = sector switch
        {
            0 => (largest, rising, low),
            1 => (falling, largest, low),
            2 => (low, largest, rising),
            3 => (low, falling, largest),
            4 => (rising, low, largest),
            _ => (largest, low, falling),
        };
    }

    private static int Hue(byte red, byte green, byte blue, byte largest, float range)
    {
        float redGap = (largest - red) / range, greenGap = (largest - green) / range, blueGap = (largest - blue) / range;
        float sixths = red == largest ? blueGap - greenGap
            : green == largest ? (float)(2.0 + redGap - blueGap)
            : (float)(4.0 + greenGap - redGap);
        double turn = sixths / 6.0 + 1;
        return (int)((float)(turn >= 1 ? turn - 1 : turn) * 255.0);
    }

    private static (int Sector, float Fraction) Sector(int hue)
    {
        double sixths = (float)hue * 6.0 / 255.0;
        var sector = (int)Math.Floor(sixths);
        return (sector % 6, (float)(sixths - sector));
    }

    private static byte Round(double value) => (byte)(value + 0.5);
}
