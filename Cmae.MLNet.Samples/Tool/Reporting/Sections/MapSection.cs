using Cmae.MLNet.Samples.Tool.Reporting.Features;
using Cmae.MLNet.Samples.Tool.Reporting.Pictures;
using Microsoft.ML;
using SkiaSharp;
using static Cmae.MLNet.Samples.Tool.Reporting.HtmlPage;

namespace Cmae.MLNet.Samples.Tool.Reporting.Sections;

/// <summary>All images in a plane, like near like.</summary>
internal static class MapSection
{
    private const int MostImages = 250;

    public static void AddTo(HtmlPage page, MLContext ml, FeaturedImages images)
    {
        int count = Math.Min(MostImages, images.Paths.Count);
        string[] classes = [.. images.Labels.Where(label => label.Length > 0).Distinct().Order(StringComparer.Ordinal)];
        float[][] places = PrincipalComponents.Of(ml, [.. images.Features.Take(count)], count: 2);
        int[] labels = [.. images.Labels.Take(count).Select(label => Array.IndexOf(classes, label))];
        using SKBitmap map = EmbeddingMap.Draw([.. images.Paths.Take(count)], places, labels);
        page.Section(
            "Map of the images",
            $"{count:N0} images by the first two principal components of their features"
            + $"{(classes.Length > 0 ? ", framed in the color of their class" : "")}.",
            $"<figure>{Picture.Html(map, $"{count} images in a plane, like near like", isPhoto: false, "map")}</figure>"
            + "<ul class=\"legend\">" + string.Concat(classes.Select((name, label) =>
                $"<li><span style=\"background:{Css(EmbeddingMap.ColorOf(label))}\"></span>{Text(name)}</li>")) + "</ul>");
    }

    private static string Css(SKColor color) => $"#{color.Red:x2}{color.Green:x2}{color.Blue:x2}";
}
