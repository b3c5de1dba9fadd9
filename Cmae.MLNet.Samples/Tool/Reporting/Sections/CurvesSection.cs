using Cmae.MLNet.Samples.Tool.Reporting.Charts;

namespace Cmae.MLNet.Samples.Tool.Reporting.Sections;

/// <summary>Losses and schedules of every step, and health where it was measured.</summary>
internal static class CurvesSection
{
    private static readonly (double, double)? s_fromZero = (0, double.NaN);

    public static void AddTo(HtmlPage page, RunFigures run)
    {
        string training = Charts(run.Steps,
            ("Reconstruction loss of the training images: 1 is what predicting nothing costs", null,
                [("reconstruction", step => step.ReconstructionLoss)]),
            ("Contrastive loss: 0.14 · ln(batch size) is what guessing costs, at default settings", null,
                [("contrastive", step => step.ContrastiveLoss == 0 ? null : step.ContrastiveLoss)]),
            ("Learning rate", s_fromZero, [("learning rate", step => step.LearningRate)]));
        page.Section("Losses", "Each point is a mean of several steps if there are many.", training);
        if (run.Measured.Count == 0)
            return;
        string health = Charts(run.Measured,
            ("Reconstruction loss of the same images throughout", null, [("reconstruction", step => step.Health!.ReconstructionLoss)]),
            ("k-NN accuracy: share of images whose nearest others are of their class", (0, 1),
                [("k-NN", step => step.Health!.NeighborAccuracy)]),
            ("InfoNCE accuracy: share of images that find their own other view first", (0, 1),
                [("InfoNCE", step => step.Health!.InfoNceAccuracy)]),
            ("Mean rank of the own other view among the candidates: 1 is best", s_fromZero, [("rank", step => step.Health!.PositiveRank)]),
            ("Alignment (lower is closer) and uniformity (lower is more evenly spread)", null,
                [("alignment", step => step.Health!.Alignment), ("uniformity", step => step.Health!.Uniformity)]),
            ("Effective rank (RankMe): directions that the features use", s_fromZero,
                [("effective rank", step => step.Health!.EffectiveRank)]),
            ("Variance of a feature over the images: 0 is collapse", s_fromZero, [("variance", step => step.Health!.FeatureVariance)]),
            ("Contrast's share of the gradient, and the features' dead dimensions", (0, 1),
                [
                    ("contrast's share", step => step.Health!.ContrastiveGradientShare),
                    ("dead dimensions", step => step.Health!.DeadDimensions),
                ]));
        page.Section(
            "Health",
            "Measured now and then on images, views and masks that stay the same, so that the points of a curve compare.",
            health);
    }

    private static string Charts(
        IReadOnlyList<RunStep> steps,
        params (string Title, (double, double)? Range, (string Name, Func<RunStep, double?> Value)[] Curves)[] charts) =>
        $"<div class=\"charts\">{string.Concat(charts.Select(chart => Chart(steps, chart.Title, chart.Range, chart.Curves)))}</div>";

    private static string Chart(
        IReadOnlyList<RunStep> steps, string title, (double, double)? range, (string Name, Func<RunStep, double?> Value)[] curves)
    {
        Curve[] drawn = [.. curves.Select(curve => Curve.Of(curve.Name, steps.Select(step => ((double)step.Step, curve.Value(step)))))];
        string figures = string.Join("; ", drawn.Where(curve => curve.Points.Count > 0).Select(curve =>
            $"{curve.Name} from {curve.Points[0].Y:G4} at step {curve.Points[0].X:N0} to {curve.Points[^1].Y:G4} at step "
                + $"{curve.Points[^1].X:N0}"));
        return LineChart.Draw(title, $"{title}. {figures}.", "step", range, drawn);
    }
}
