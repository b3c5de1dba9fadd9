using Cmae.MLNet.Samples.Tool.Reporting.Features;
using Cmae.MLNet.Samples.Tool.Reporting.Pictures;
using Microsoft.ML;
using SkiaSharp;
using static Cmae.MLNet.Samples.Tool.Reporting.HtmlPage;

namespace Cmae.MLNet.Samples.Tool.Reporting.Sections;

/// <summary>What the encoder makes of the parts of some images: patch tokens as colors, and where the last block looks.</summary>
internal static class TokensSection
{
    private const int Side = 192;

    public static void AddTo(HtmlPage page, MLContext ml, CmaeEncoder encoder, IReadOnlyList<string> paths, IReadOnlyList<string> labels)
    {
        IReadOnlyList<float[]> tokens = FeaturedImages.Compute(ml, encoder, paths, CmaeFeatureKind.PatchTokens);
        IReadOnlyList<float[]> attention = FeaturedImages.Compute(ml, encoder, paths, CmaeFeatureKind.Attention);
        IReadOnlyList<SKBitmap> colors = TokenColors.Draw(ml, tokens, encoder.ImageSize / encoder.PatchSize);
        page.Section("Parts of images",
            "Each image, its patch tokens as colors (three principal components over these images: like parts have like colors), and the "
                + "attention of the last block (dark patches get little).",
            "<div class=\"images\">" + string.Concat(paths.Select((path, i) =>
                Triple(path, labels[i].Length > 0 ? labels[i] : Path.GetFileName(path), colors[i], attention[i]))) + "</div>");
        foreach (SKBitmap color in colors)
            color.Dispose();
    }

    private static string Triple(string path, string name, SKBitmap colors, float[] attention)
    {
        using SKBitmap square = Picture.Square(path, Side);
        using SKBitmap lit = AttentionPicture.Draw(square, attention);
        return "<figure class=\"triple\">" + Picture.Html(square, name, isPhoto: true)
            + Picture.Html(colors, $"{name}: its patch tokens as colors", isPhoto: false, "pixels")
            + Picture.Html(lit, $"{name}: bright where the last block looks", isPhoto: true)
            + $"<figcaption>{Text(name)}</figcaption></figure>";
    }
}
