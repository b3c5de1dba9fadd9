using Cmae.MLNet.Samples.Tool.Display;
using Cmae.MLNet.Samples.Tool.Reporting.Charts;

namespace Cmae.MLNet.Samples.Tool.Reporting.Sections;

/// <summary>Losses and schedules of every step, and health where it was measured; of several runs over one another.</summary>
internal static class CurvesSection
{
    private static readonly (double, double)? s_fromZero = (0, double.NaN);

    private static readonly FigureChart<RunStep>[] s_losses =
    [
        new("Reconstruction loss of the training images: 1 is what predicting nothing costs", null,
            ("reconstruction", step => step.ReconstructionLoss)),
        new("Contrastive loss: 0.14 · ln(batch size) is what guessing costs, at default settings", null,
            ("contrastive", step => step.ContrastiveLoss == 0 ? null : step.ContrastiveLoss)),
        new("Learning rate", s_fromZero, ("learning rate", step => step.LearningRate)),
    ];

    private static readonly FigureChart<MeasuredHealth>[] s_health =
    [
        new("Reconstruction loss of the same images throughout", null,
            ("reconstruction", measured => measured.Health.ReconstructionLoss)),
        new("k-NN accuracy: share of images whose nearest others are of their class", (0, 1),
            ("k-NN", measured => measured.Health.NeighborAccuracy)),
        new("InfoNCE accuracy: share of images that find their own other view first", (0, 1),
            ("InfoNCE", measured => measured.Health.InfoNceAccuracy)),
        new("Mean rank of the own other view among the candidates: 1 is best", s_fromZero,
            ("rank", measured => measured.Health.PositiveRank)),
        new("Alignment (lower is closer) and uniformity (lower is more evenly spread)", null,
            ("alignment", measured => measured.Health.Alignment), ("uniformity", measured => measured.Health.Uniformity)),
        new("Effective rank (RankMe): directions that the features use", s_fromZero,
            ("effective rank", measured => measured.Health.EffectiveRank)),
        new("Variance of a feature over the images: 0 is collapse", s_fromZero,
            ("variance", measured => measured.Health.FeatureVariance)),
        new("Contrast's share of the gradient, and the features' dead dimensions", (0, 1),
            ("contrast's share", measured => measured.Health.ContrastiveGradientShare),
            ("dead dimensions", measured => measured.Health.DeadDimensions)),
    ];

    /// <summary>Adds the curves.</summary>
    /// <param name="page">Where to.</param>
    /// <param name="runs">At most three, by name.</param>
    public static void AddTo(HtmlPage page, params IReadOnlyList<(string Name, RunFigures Figures)> runs)
    {
        page.Section(
            "Losses", $"Each point is a mean of several steps if there are many.{Beginnings(runs)}",
            Charts(s_losses, [.. runs.Select(run => (run.Name, run.Figures.Steps))], step => step.Step));
        if (runs.All(run => run.Figures.Measured.Count == 0))
            return;
        page.Section(
            "Health",
            "Measured before the first step, now and then, and at the end, on images, views and masks that stay the same, so that the "
                + "points of a curve compare.",
            Charts(s_health, [.. runs.Select(run => (run.Name, run.Figures.Measured))], measured => measured.Step));
    }

    private static string Charts<T>(
        FigureChart<T>[] charts, IReadOnlyList<(string Name, IReadOnlyList<T> Points)> runs, Func<T, long> step) =>
        $"<div class=\"charts\">{string.Concat(charts.Select(chart => chart.Draw(runs, step)))}</div>";

    /// <summary>Why a contrastive curve begins late, or is not there yet.</summary>
    private static string Beginnings(IReadOnlyList<(string Name, RunFigures Figures)> runs) => string.Concat(
        from run in runs
        where run.Figures.ContrastBegins is not null
        let whose = runs.Count == 1 ? "The contrast" : $"The contrast of {run.Name}"
        select $" {whose} {ContrastText.Beginning(run.Figures.ContrastBegins!.Value)} of the run.");
}
