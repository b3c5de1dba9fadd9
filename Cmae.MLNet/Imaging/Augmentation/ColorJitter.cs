namespace Cmae.MLNet.Imaging;

/// <summary>One of the four color changes.</summary>
internal enum ColorOperation
{
    Brightness,
    Contrast,
    Saturation,
    Hue,
}

/// <summary>Brightness, contrast, saturation and hue changes in a random order; the same bits as Pillow's.</summary>
/// <param name="Order">The operations in the order in which they are applied.</param>
/// <param name="Brightness">1 leaves the image unchanged, 0 makes it black.</param>
/// <param name="Contrast">1 leaves the image unchanged, 0 makes it uniformly gray.</param>
/// <param name="Saturation">1 leaves the image unchanged, 0 removes its colors.</param>
/// <param name="Hue">Rotation of the color wheel: 0 is none, ±0.5 is half a turn.</param>
internal sealed record ColorJitter(IReadOnlyList<ColorOperation> Order, double Brightness, double Contrast, double Saturation, double Hue)
{
    /// <summary>Draws the official strengths: factors uniform in 0.6..1.4, hue in -0.1..0.1, any order.</summary>
    public static ColorJitter Draw(Random random) => Draw(random, 0.4, 0.4, 0.4, 0.1);

    /// <summary>Draws factors uniform around 1 and a hue uniform around 0, as far from there as the arguments say, any order.</summary>
    public static ColorJitter Draw(Random random, double brightness, double contrast, double saturation, double hue)
    {
        ColorOperation[] order = [ColorOperation.Brightness, ColorOperation.Contrast, ColorOperation.Saturation, ColorOperation.Hue];
        random.Shuffle(order);
        return new(order, Factor(brightness), Factor(contrast), Factor(saturation), 2 * hue * random.NextDouble() - hue);

        double Factor(double strength) => 1 - strength + 2 * strength * random.NextDouble();
    }

    /// <summary>Changes an image in place.</summary>
    /// <param name="pixels">Any number of pixels of three bytes.</param>
    /// <param name="channels">Which byte of a pixel is red (see <see cref="Luma.Positions"/>).</param>
    public void AdjustColors(Span<byte> pixels, CmaeChannelOrder channels)
    {
        foreach (ColorOperation operation in Order)
        {
            switch (operation)
            {
                case ColorOperation.Brightness:
                    ColorOperations.AdjustBrightness(pixels, (float)Brightness);
                    break;
                case ColorOperation.Contrast:
                    ColorOperations.AdjustContrast(pixels, (float)Contrast, channels);
                    break;
                case ColorOperation.Saturation:
                    ColorOperations.AdjustSaturation(pixels, (float)Saturation, channels);
                    break;
                default:
                    HueShift.ShiftHue(pixels, Hue, channels);
                    break;
            }
        }
    }
}
