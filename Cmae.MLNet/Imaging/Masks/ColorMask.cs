namespace Cmae.MLNet.Imaging;

/// <summary>Masks out of pixels in color.</summary>
internal static class ColorMask
{
    /// <summary>Takes the colors of an image as codes.</summary>
    /// <param name="image">The image.</param>
    /// <param name="name">What messages call it, at the start of a sentence.</param>
    /// <exception cref="InvalidDataException">There are too many colors for a mask.</exception>
    public static MaskPixels Of(PixelImage image, string name)
    {
        var mask = new MaskPixels(name, image.Width, image.Height, MaskCoding.Colors);
        var row = new int[image.Width];
        for (int y = 0; y < image.Height; y++)
        {
            ReadOnlySpan<byte> pixels = image.Pixels.AsSpan(3 * y * image.Width, 3 * image.Width);
            for (int x = 0; x < row.Length; x++)
                row[x] = ClassColor.Of(pixels[3 * x], pixels[(3 * x) + 1], pixels[(3 * x) + 2]);
            mask.SetRow(y, row);
        }
        return mask;
    }
}
