using Cmae.MLNet.Samples.Tool.Output;
using SkiaSharp;

namespace Cmae.MLNet.Samples.Tool.Segmentation;

/// <summary>An image under the colors of its classes.</summary>
internal static class OverlayPicture
{
    private const byte Opacity = 128;

    /// <summary>Draws a picture of the size of the image, as its file stores it.</summary>
    /// <param name="image">The image.</param>
    /// <param name="colors">The label map in colors, which is stretched over the image.</param>
    public static SKBitmap Draw(SKBitmap image, SKBitmap colors)
    {
        var picture = new SKBitmap(image.Width, image.Height, SKColorType.Rgba8888, SKAlphaType.Opaque);
        using var canvas = new SKCanvas(picture);
        using var paint = new SKPaint { Color = SKColors.White.WithAlpha(Opacity), FilterQuality = SKFilterQuality.None };
        canvas.DrawBitmap(image, 0, 0);
        canvas.DrawBitmap(colors, SKRect.Create(image.Width, image.Height), paint);
        return picture;
    }

    /// <summary>Reads an image.</summary>
    /// <exception cref="InvalidDataException">It is not an image.</exception>
    public static SKBitmap Read(string path) => SKBitmap.Decode(path)
        ?? throw new InvalidDataException($"'{path}' is not an image, or not in a format that can be read.");

    /// <summary>Writes the picture of an image as PNG; the file appears when it is complete.</summary>
    public static void Save(SegmentedImage segmented, string path)
    {
        using SKBitmap image = Read(segmented.Path);
        using SKBitmap picture = Draw(image, segmented.Colors!);
        using SKData data = picture.Encode(SKEncodedImageFormat.Png, 100);
        using OutputFile file = OutputFile.Create(path);
        data.SaveTo(file.Stream);
        file.Complete();
    }
}
