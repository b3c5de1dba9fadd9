using Cmae.MLNet.Imaging;
using SkiaSharp;

namespace Cmae.MLNet.Curation;

/// <summary>The kind of copy that people keep beside an image: smaller, and compressed again.</summary>
internal static class ImageCopy
{
    private const double Scale = 0.75;
    private const int Quality = 60;

    /// <summary>A JPEG of the image, upright, at three quarters of its size.</summary>
    /// <param name="imageFile">The content of an image file.</param>
    /// <param name="name">What messages call the image.</param>
    /// <exception cref="InvalidDataException">The content is not an image, or only a part of one.</exception>
    public static byte[] Make(ReadOnlySpan<byte> imageFile, string name)
    {
        PixelImage image = ImageDecoder.Upright.Decode(imageFile, name);
        (int width, int height) = (Math.Max(1, (int)(Scale * image.Width)), Math.Max(1, (int)(Scale * image.Height)));
        using SKBitmap smaller = SkiaBitmap.Of(BicubicResize.Resize(image, width, height));
        using SKData copy = smaller.Encode(SKEncodedImageFormat.Jpeg, Quality);
        return copy.ToArray();
    }
}
