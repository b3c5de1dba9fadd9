namespace Cmae.MLNet.Imaging;

/// <summary>
/// The center of an image as the official evaluation sees it: the short edge scaled to a given length by an antialiased bicubic filter, the
/// long one in proportion (rounded down), then the center square (offsets rounded half to even). Pictures of a run and the figures of its
/// health are made of it. Scoring resizes with ML.NET's own filter: see <see cref="ScoringTransform"/>.
/// </summary>
internal static class EvaluationTransform
{
    /// <summary>The square of <paramref name="imageSize"/> pixels that an encoder is given.</summary>
    /// <param name="image">The image.</param>
    /// <param name="resizeSize">Pixels of the short edge after scaling; at least <paramref name="imageSize"/>.</param>
    /// <param name="imageSize">Side of the center crop.</param>
    /// <param name="destination">imageSize × imageSize × 3 values.</param>
    public static void ResizeAndCrop(PixelImage image, int resizeSize, int imageSize, Span<byte> destination)
    {
        if (resizeSize < imageSize)
            throw new ArgumentException(
                $"The short edge is scaled to {resizeSize} pixels, too few for a crop of {imageSize}.", nameof(resizeSize));
        PixelImage scaled = ScaleShortEdge(image, resizeSize);
        int top = CenterOffset(scaled.Height, imageSize), left = CenterOffset(scaled.Width, imageSize);
        PixelShift.Crop(scaled.Pixels, scaled.Width, top, left, imageSize, destination);
    }

    /// <summary>Scales an image until its short edge has the given length.</summary>
    public static PixelImage ScaleShortEdge(PixelImage image, int shortEdge)
    {
        (int width, int height) = image.Width < image.Height
            ? (shortEdge, LongEdge(image.Height, image.Width, shortEdge))
            : (LongEdge(image.Width, image.Height, shortEdge), shortEdge);
        return (width, height) == (image.Width, image.Height) ? image : BicubicResize.Resize(image, width, height);
    }

    /// <summary>The first row or column of a centered crop.</summary>
    public static int CenterOffset(int side, int crop) => (int)Math.Round((side - crop) / 2.0, MidpointRounding.ToEven);

    private static int LongEdge(int longSide, int shortSide, int shortEdge) => (int)((double)shortEdge * longSide / shortSide);
}
