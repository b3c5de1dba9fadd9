using System.Globalization;
using Cmae.MLNet.Samples.Tool.Output;
using Cmae.MLNet.Samples.Tool.Reporting;
using Cmae.MLNet.Samples.Tool.Reporting.Pictures;
using Microsoft.ML;
using Microsoft.ML.Data;
using SkiaSharp;
using static Cmae.MLNet.Samples.Tool.Reporting.HtmlPage;

namespace Cmae.MLNet.Samples.Tool.Segmentation;

/// <summary>A page about how a model segments images: the figures of each class, and the images that it does worst on.</summary>
internal static class SegmentationPage
{
    private const int WorstImages = 12, LongestEdge = 320;

    /// <summary>Makes the page.</summary>
    /// <param name="metrics">The figures.</param>
    /// <param name="scored">The images that they were measured on, as the model's Transform returns them, in the same order.</param>
    public static HtmlPage Of(CmaeSegmentationMetrics metrics, IDataView scored)
    {
        var figures = new SegmentationFigures(metrics);
        var page = new HtmlPage(string.Create(CultureInfo.InvariantCulture, $"Segmentation: mean IoU {100 * metrics.MeanIou:F1} %"));
        page.Section(
            "The figures",
            string.Create(
                CultureInfo.InvariantCulture,
                $"Mean IoU {100 * metrics.MeanIou:F1} % ({metrics.MeanIouInterval}) over {metrics.PerImageMeanIou.Count:N0} images, ")
            + $"{SegmentationFigures.Percent(metrics.PixelAccuracy)} of the pixels right; the most frequent class everywhere has a mean "
            + $"IoU of {SegmentationFigures.Percent(metrics.MajorityMeanIou)}.",
            Classes(figures.PerClass));
        page.Section(
            "The worst images",
            "The image, its mask (grays spread to black and white), and the image under the colors of the model's classes.",
            Worst(metrics, scored));
        return page;
    }

    private static string Classes(IReadOnlyList<SegmentationFigures.Class> classes) =>
        "<div class=\"scroll\"><table><thead><tr><th scope=\"row\">class</th><th scope=\"col\">IoU</th><th scope=\"col\">accuracy</th>"
        + "<th scope=\"col\">Dice</th><th scope=\"col\">pixels</th></tr></thead><tbody>"
        + string.Concat(classes.Select(figures =>
            $"<tr><th scope=\"row\">{Text(figures.Name)}</th><td>{SegmentationFigures.Percent(figures.Iou)}</td>"
            + $"<td>{SegmentationFigures.Percent(figures.Accuracy)}</td><td>{SegmentationFigures.Percent(figures.Dice)}</td>"
            + $"<td>{figures.Pixels:N0}</td></tr>"))
        + "</tbody></table></div>";

    private static string Worst(CmaeSegmentationMetrics metrics, IDataView scored)
    {
        Dictionary<int, int> rankOfRow = metrics.PerImageMeanIou.Index().Where(image => !double.IsNaN(image.Item))
            .OrderBy(image => image.Item).Take(WorstImages).Select((image, rank) => (image.Index, rank)).ToDictionary();
        string[] masks = [.. scored.GetColumn<string>("MaskPath")];
        var rows = new string[rankOfRow.Count];
        foreach ((int row, SegmentedImage image) in SegmentedImage.All(scored, needsColors: true).Index())
        {
            if (rankOfRow.TryGetValue(row, out int rank))
                rows[rank] = Row(image, masks[row], metrics.PerImageMeanIou[row]);
        }
        return string.Concat(rows);
    }

    private static string Row(SegmentedImage segmented, string maskPath, double iou)
    {
        string name = Path.GetFileName(segmented.Path);
        using SKBitmap image = OverlayPicture.Read(segmented.Path);
        using SKBitmap overlay = OverlayPicture.Draw(image, segmented.Colors!);
        using SKBitmap? mask = MaskPicture.Read(maskPath);
        return $"<h3>{Text(name)}: {SegmentationFigures.Percent(iou)}</h3><div class=\"images large\">"
            + Html(image, name) + (mask is null ? "" : Html(mask, "its mask")) + Html(overlay, "classes of the model") + "</div>";
    }

    private static string Html(SKBitmap picture, string alternative)
    {
        double scale = Math.Min(1, (double)LongestEdge / Math.Max(picture.Width, picture.Height));
        using SKBitmap small = picture.Resize(
            new SKImageInfo(Math.Max(1, (int)(scale * picture.Width)), Math.Max(1, (int)(scale * picture.Height))), SKFilterQuality.Medium);
        return Picture.Html(small, alternative, isPhoto: true);
    }
}
