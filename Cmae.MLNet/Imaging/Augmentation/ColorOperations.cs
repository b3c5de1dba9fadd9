namespace Cmae.MLNet.Imaging;

/// <summary>Color changes that blend an image with a plainer one: black, uniform gray, or its own gray version. All in place.</summary>
internal static class ColorOperations
{
    /// <summary>Blends with black.</summary>
    public static void AdjustBrightness(Span<byte> pixels, float factor) => Map(pixels, value => Blend(0, value, factor));

    /// <summary>Blends with the image's mean brightness.</summary>
    public static void AdjustContrast(Span<byte> pixels, float factor, CmaeChannelOrder channels)
    {
        (int red, int blue) = Luma.Positions(channels);
        long sum = 0;
        for (int i = 0; i < pixels.Length; i += 3)
            sum += Luma.Brightness(pixels[i + red], pixels[i + 1], pixels[i + blue]);
        var mean = (int)((double)sum / (pixels.Length / 3) + 0.5);
        Map(pixels, value => Blend(mean, value, factor));
    }

    /// <summary>Blends with the gray version of the image.</summary>
    public static void AdjustSaturation(Span<byte> pixels, float factor, CmaeChannelOrder channels)
    {
        (int red, int blue) = Luma.Positions(channels);
        for (int i = 0; i < pixels.Length; i += 3)
        {
            Span<byte> pixel = pixels.Slice(i, 3);
            int gray = Luma.Brightness(pixel[red], pixel[1], pixel[blue]);
            pixel[0] = Blend(gray, pixel[0], factor);
            pixel[1] = Blend(gray, pixel[1], factor);
            pixel[2] = Blend(gray, pixel[2], factor);
        }
    }

    /// <summary>Replaces every value by its image under a map, which is called once for each of the 256 values.</summary>
    public static void Map(Span<byte> pixels, Func<int, byte> map)
    {
        Span<byte> table = stackalloc byte[256];
        for (int value = 0; value < table.Length; value++)
            table[value] = map(value);
        foreach (ref byte value in pixels)
            value = table[value];
    }

    /// <summary>From the plain value at factor 0 to the image's at 1, and beyond; limited to 0..255 and rounded down, in single precision.</summary>
    private static byte Blend(int plain, int value, float factor) => (byte)Math.Clamp(plain + factor * (value - plain), 0f, 255f);
}
