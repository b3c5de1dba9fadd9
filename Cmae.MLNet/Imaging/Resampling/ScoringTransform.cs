namespace Cmae.MLNet.Imaging;

/// <summary>
/// The image as a classifier or featurizer sees it when it scores, live or saved: ML.NET's resized square (<see cref="SquareResizer"/>), of
/// which the graph takes the center.
/// </summary>
/// <param name="resizeSize">Pixels of the short edge after resizing; at least <paramref name="imageSize"/>.</param>
/// <param name="imageSize">Side of the center crop.</param>
/// <remarks>Thread-safe.</remarks>
internal sealed class ScoringTransform(int resizeSize, int imageSize) : IImageTransform
{
    private readonly SquareResizer _resizer = new(resizeSize);

    /// <summary>The pixels that scoring sees, imageSize × imageSize.</summary>
    /// <param name="image">The image in full size: one that was scaled down before gives other pixels.</param>
    public PixelImage Apply(PixelImage image)
    {
        PixelImage square = _resizer.Resize(image);
        if (resizeSize == imageSize)
            return square;
        var center = new PixelImage(imageSize, imageSize);
        int offset = EvaluationTransform.CenterOffset(resizeSize, imageSize);
        PixelShift.Crop(square.Pixels, resizeSize, offset, offset, imageSize, center.Pixels);
        return center;
    }
}
