using Cmae.MLNet.Samples.Tool.Scores;

namespace Cmae.MLNet.Samples.Tool.Reporting.Sections;

/// <summary>The images that a classifier is surest of and wrong about: odd images, wrong labels, and classes that look alike.</summary>
internal static class MistakesSection
{
    private const int Shown = 18;

    public static void AddTo(HtmlPage page, ScoredImages images)
    {
        IReadOnlyList<Mistake> mistakes = Mistake.MostConfident(images, Shown);
        page.Section(
            "Most confident mistakes",
            mistakes.Count == 0
                ? "There are none."
                : "The images that are predicted wrong with the highest scores. Some may be labeled wrong.",
            $"<div class=\"images\">{string.Concat(mistakes.Select(Figure))}</div>");
    }

    private static string Figure(Mistake mistake) => NeighborsSection.Figure(
        mistake.Path, $"{mistake.Truth}, predicted {mistake.Predicted} {mistake.Score:F2}", "");
}
