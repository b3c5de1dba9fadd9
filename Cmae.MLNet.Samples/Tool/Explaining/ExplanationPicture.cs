using Cmae.MLNet.Samples.Tool.Output;
using Cmae.MLNet.Samples.Tool.Reporting.Pictures;
using SkiaSharp;

namespace Cmae.MLNet.Samples.Tool.Explaining;

/// <summary>An explanation as a picture: the image, and beside it what of it the encoder looks at.</summary>
internal static class ExplanationPicture
{
    private const int Side = 384, Gap = 8;

    public static void Save(Explanation explanation, string path)
    {
        using SKBitmap square = Picture.Square(explanation.Path, Side);
        using SKBitmap lit = AttentionPicture.Draw(square, explanation.Attention);
        using var picture = new SKBitmap((2 * Side) + Gap, Side, SKColorType.Rgba8888, SKAlphaType.Premul);
        using (var canvas = new SKCanvas(picture))
        {
            canvas.Clear(SKColors.Transparent);
            canvas.DrawBitmap(square, 0, 0);
            canvas.DrawBitmap(lit, Side + Gap, 0);
        }
        using OutputFile file = OutputFile.Create(path);
        using SKData data = picture.Encode(SKEncodedImageFormat.Png, 100);
        data.SaveTo(file.Stream);
        file.Complete();
    }
}
