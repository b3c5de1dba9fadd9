using Cmae.MLNet.Samples.Tool.Reporting.Features;
using Cmae.MLNet.Samples.Tool.Reporting.Pictures;
using SkiaSharp;
using static Cmae.MLNet.Samples.Tool.Reporting.HtmlPage;

namespace Cmae.MLNet.Samples.Tool.Reporting.Sections;

/// <summary>The images that features find most alike.</summary>
internal static class NeighborsSection
{
    private const int Neighbors = 6, Side = 96;

    /// <summary>Adds the nearest neighbors of some images among the others.</summary>
    /// <param name="page">Where to.</param>
    /// <param name="images">All of them.</param>
    /// <param name="count">How many are looked up; they are the first.</param>
    public static void AddTo(HtmlPage page, FeaturedImages images, int count) => page.Section(
        "Nearest neighbors", $"Each row: an image, and the {Neighbors} of {images.Paths.Count:N0} that are most alike by the cosine of "
            + "their mean patch features, the mean of all images taken out: 1 is the same, 0 is like two images at random.",
        string.Concat(Enumerable.Range(0, Math.Min(count, images.Paths.Count)).Select(query => Row(images, query))));

    /// <summary>An image with a caption.</summary>
    public static string Figure(string path, string caption, string cssClass)
    {
        using SKBitmap square = Picture.Square(path, Side);
        return $"<figure class=\"{cssClass}\">{Picture.Html(square, Path.GetFileName(path), isPhoto: true)}"
            + $"<figcaption>{Text(caption)}</figcaption></figure>";
    }

    private static string Row(FeaturedImages images, int query) =>
        $"<div class=\"row images\">{Figure(images.Paths[query], images.Labels[query], "query")}"
        + string.Concat(images.Nearest(images.Features[query], Neighbors, except: query)
            .Select(near => Figure(images.Paths[near.Image], $"{images.Labels[near.Image]} {near.Similarity:F2}", "")))
        + "</div>";
}
