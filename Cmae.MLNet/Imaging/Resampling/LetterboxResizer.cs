using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;

namespace Cmae.MLNet.Imaging;

/// <summary>
/// Makes the square of dense models: the whole image, with black beside or above and below it; planes A,R,G,B. Alpha is 255 where the image
/// lies and 0 beside it.
/// </summary>
internal sealed class LetterboxResizer(int side)
    : StockResizer(side, ImageResizingEstimator.ResizingKind.IsoPad), IImageTransform
{
    /// <inheritdoc/>
    public override int PlanesLength => 4 * Side * Side;

    /// <summary>The square with the whole image in it.</summary>
    public PixelImage Apply(PixelImage image) => Resize(image);

    /// <inheritdoc/>
    protected override void Write(MLImage resized, int width, int height, Span<float> planes)
    {
        int area = Side * Side;
        WriteColors(resized, planes[area..]);
        // Not the image's own alpha: a transparent edge is part of the image.
        Span<float> alpha = planes[..area];
        alpha.Clear();
        Letterbox box = Letterbox.Of(width, height, Side);
        for (int y = box.Top; y < box.Top + box.Height; y++)
            alpha.Slice((y * Side) + box.Left, box.Width).Fill(byte.MaxValue);
    }
}
