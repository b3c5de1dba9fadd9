using Cmae.MLNet.Samples.Tool.Reporting;
using Cmae.MLNet.Samples.Tool.Reporting.Features;
using Cmae.MLNet.Samples.Tool.Reporting.Pictures;
using Cmae.MLNet.Samples.Tool.Reporting.Sections;
using SkiaSharp;
using static Cmae.MLNet.Samples.Tool.Reporting.HtmlPage;

namespace Cmae.MLNet.Samples.Tool.Explaining;

/// <summary>An explanation as a page.</summary>
internal static class ExplanationPage
{
    private const int Side = 192, ShownClasses = 10;

    public static HtmlPage Of(Explanation explanation, FeaturedImages trained, IReadOnlyList<(int Image, float Similarity)> nearest)
    {
        string name = Path.GetFileName(explanation.Path);
        var page = new HtmlPage($"{name}: {explanation.Scores[0].Class}");
        using SKBitmap square = Picture.Square(explanation.Path, Side);
        using SKBitmap lit = AttentionPicture.Draw(square, explanation.Attention);
        page.Section("The image", "As the encoder sees it, and bright where its last block looks.",
            "<div class=\"images large\">" + Picture.Html(square, name, isPhoto: true)
            + Picture.Html(lit, "The same, bright where the last block looks", isPhoto: true) + "</div>");
        page.Section("The prediction", "", "<table><thead><tr><th scope=\"row\">class</th><th scope=\"col\">score</th></tr></thead><tbody>"
            + string.Concat(explanation.Scores.Take(ShownClasses).Select(Row)) + "</tbody></table>");
        page.Section("Training images that are most alike",
            "By the cosine of their mean patch features, the mean of all taken out: 1 is the same, 0 is like two images at random.",
            $"<div class=\"images\">{string.Concat(nearest.Select(Neighbor))}</div>");
        return page;

        string Neighbor((int Image, float Similarity) near) =>
            NeighborsSection.Figure(trained.Paths[near.Image], $"{trained.Labels[near.Image]} {near.Similarity:F3}", "");

        static string Row((string Class, float Score) pair) =>
            $"<tr><th scope=\"row\">{Text(pair.Class)}</th><td>{pair.Score:F4}</td></tr>";
    }
}
