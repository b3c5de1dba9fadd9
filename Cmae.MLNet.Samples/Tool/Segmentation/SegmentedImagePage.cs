using Cmae.MLNet.Samples.Tool.Reporting;
using Cmae.MLNet.Samples.Tool.Reporting.Pictures;
using SkiaSharp;
using static Cmae.MLNet.Samples.Tool.Reporting.HtmlPage;

namespace Cmae.MLNet.Samples.Tool.Segmentation;

/// <summary>A page about one image and its classes.</summary>
internal static class SegmentedImagePage
{
    public static HtmlPage Of(SegmentedImage segmented, IReadOnlyList<string> classes)
    {
        string name = Path.GetFileName(segmented.Path);
        var page = new HtmlPage($"{name}: classes");
        using SKBitmap image = OverlayPicture.Read(segmented.Path);
        using SKBitmap overlay = OverlayPicture.Draw(image, segmented.Colors!);
        page.Section(
            "The image", "As its file stores it, and under the colors of its classes.",
            "<div class=\"images large\">" + Picture.Html(image, name, isPhoto: true)
            + Picture.Html(overlay, "The same under the colors of its classes", isPhoto: true) + "</div>");
        page.Section(
            "The classes", "", "<table><thead><tr><th scope=\"row\">class</th><th scope=\"col\">share</th></tr></thead><tbody>"
            + string.Concat(classes.Zip(segmented.Shares).OrderByDescending(pair => pair.Second).Select(pair =>
                $"<tr><th scope=\"row\">{Text(pair.First)}</th><td>{100 * pair.Second:F1} %</td></tr>"))
            + "</tbody></table>");
        return page;
    }
}
