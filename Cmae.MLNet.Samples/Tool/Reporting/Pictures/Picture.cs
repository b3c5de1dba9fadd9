using System.Net;
using SkiaSharp;

namespace Cmae.MLNet.Samples.Tool.Reporting.Pictures;

/// <summary>A picture that stands in the page itself.</summary>
internal static class Picture
{
    /// <summary>The center square of an image file, scaled: the part that an encoder sees.</summary>
    /// <param name="path">An image file.</param>
    /// <param name="side">Side of the result in pixels.</param>
    /// <exception cref="InvalidDataException">It is not an image.</exception>
    public static SKBitmap Square(string path, int side)
    {
        using SKBitmap image = SKBitmap.Decode(path)
            ?? throw new InvalidDataException($"'{path}' is not an image, or not in a format that can be read.");
        int edge = Math.Min(image.Width, image.Height);
        var square = new SKBitmap(side, side, SKColorType.Rgba8888, SKAlphaType.Opaque);
        using var canvas = new SKCanvas(square);
        using var paint = new SKPaint { FilterQuality = SKFilterQuality.High };
        using SKImage source = SKImage.FromBitmap(image);
        canvas.DrawImage(
            source, SKRect.Create((image.Width - edge) / 2f, (image.Height - edge) / 2f, edge, edge), SKRect.Create(side, side), paint);
        return square;
    }

    /// <summary>An img element with the picture in it; photos as JPEG, the rest as PNG.</summary>
    public static string Html(SKBitmap bitmap, string alternative, bool isPhoto, string cssClass = "")
    {
        using SKData data = bitmap.Encode(isPhoto ? SKEncodedImageFormat.Jpeg : SKEncodedImageFormat.Png, 88);
        return Html(data.ToArray(), isPhoto ? "image/jpeg" : "image/png", alternative, bitmap.Width, bitmap.Height, cssClass);
    }

    /// <summary>An img element with a PNG file in it.</summary>
    public static string Html(string pngFile, string alternative, string cssClass)
    {
        byte[] content = File.ReadAllBytes(pngFile);
        using SKCodec codec = SKCodec.Create(new MemoryStream(content)) ?? throw new InvalidDataException($"'{pngFile}' is damaged.");
        return Html(content, "image/png", alternative, codec.Info.Width, codec.Info.Height, cssClass);
    }

    private static string Html(byte[] content, string type, string alternative, int width, int height, string cssClass) =>
        $"<img class=\"{cssClass}\" width=\"{width}\" height=\"{height}\" alt=\"{WebUtility.HtmlEncode(alternative)}\" "
            + $"src=\"data:{type};base64,{Convert.ToBase64String(content)}\">";
}
