namespace Cmae.MLNet.Imaging;

/// <summary>
/// A part of an image, scaled and placed in a square: drawn once and applied to the image and to its mask alike. What the part does not
/// cover is padding.
/// </summary>
/// <param name="Source">The part, in pixels of the image.</param>
/// <param name="Target">Where it lies in the square.</param>
internal readonly record struct ScaledCrop(CropBox Source, CropBox Target)
{
    /// <summary>
    /// Draws for an image that is scaled so that its long side has <paramref name="ratio"/> times the side of the square: where it is larger than
    /// the square, any part of it; where it is smaller, any place in the square.
    /// </summary>
    public static ScaledCrop Draw(Random random, int height, int width, int side, double ratio)
    {
        double scale = ratio * side / Math.Max(width, height);
        (int top, int boxHeight, int targetTop, int targetHeight) = Along(random, height, scale, side);
        (int left, int boxWidth, int targetLeft, int targetWidth) = Along(random, width, scale, side);
        return new(new(top, left, boxHeight, boxWidth), new(targetTop, targetLeft, targetHeight, targetWidth));
    }

    // Along one side: the part of it in the image's own pixels, and its place in the square.
    private static (int From, int Length, int TargetFrom, int TargetLength) Along(Random random, int length, double scale, int side)
    {
        int scaled = Math.Max(1, (int)Math.Round(length * scale));
        if (scaled <= side)
            return (0, length, random.Next(side - scaled + 1), scaled);
        int part = Math.Clamp((int)Math.Round((double)length * side / scaled), 1, length);
        return (random.Next(length - part + 1), part, 0, side);
    }
}
