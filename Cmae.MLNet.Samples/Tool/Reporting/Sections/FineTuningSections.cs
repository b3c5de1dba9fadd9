using System.Text.Json;
using Cmae.MLNet.Samples.Tool.Display;
using Cmae.MLNet.Samples.Tool.Reporting.Charts;

namespace Cmae.MLNet.Samples.Tool.Reporting.Sections;

/// <summary>A fine-tuning: what it was made with, where it stands, and the curves of all figures that its task has.</summary>
internal static class FineTuningSections
{
    public static void AddTo(HtmlPage page, FineTuningFigures run)
    {
        JsonElement options = run.Facts.GetProperty("options");
        FineTuningPoint last = run.Points[^1];
        FineTuningPoint? best = run.Validations.LastOrDefault(point => point.IsBest == true);
        var facts = new List<(string Name, string Value)>
        {
            ("task", options.GetProperty("task").GetString()!),
            ("images", $"{options.GetProperty("number of images").GetInt64():N0}"),
            ("validation images", $"{options.GetProperty("validation images").GetInt64():N0}"),
            ("steps", $"{last.Step:N0}{RunFacts.TotalSteps(run.Facts)}"),
            ("epoch", $"{last.Epoch:N0}"),
            ("best epoch", $"{run.BestEpoch:N0}"),
            ("images seen", $"{run.ImagesSeen:N0}"),
            ("training time", TimeText.Of(TimeSpan.FromSeconds(last.Seconds))),
            ("encoder", RunFacts.Encoder(options)),
            ("frozen", options.GetProperty("Freeze").GetString()!),
            ("batch", $"{options.GetProperty("BatchSize")} x {options.GetProperty("AccumulationSteps")}"),
        };
        if (best is not null)
            facts.AddRange(best.Validation!.Select(figure => ($"best {Words(figure.Key)}", $"{figure.Value:F4}")));
        page.Section("The run", "", RunSection.Facts(facts, run.Facts) + RunSection.Options(options));
        string[] names = [.. run.Points.SelectMany(point => (point.Training ?? point.Validation)!.Keys).Distinct()];
        string charts = string.Concat(names.Select(name => Chart(
            Capitalized(Words(name)), null,
            Curve.Of("training", run.Steps.Select(step => ((double)step.Step, Value(step.Training!, name)))),
            Curve.Of("validation", run.Validations.Select(point => ((double)point.Step, Value(point.Validation!, name)))))));
        string rate = Chart(
            "Learning rate of the head", (0, double.NaN),
            Curve.Of("learning rate", run.Steps.Select(step => ((double)step.Step, step.LearningRate))));
        page.Section(
            "Figures",
            "Of training, each point is a mean of several steps if there are many, on augmented images; validation is measured after every "
                + "epoch, on the images as scoring sees them.",
            $"<div class=\"charts\">{charts}{rate}</div>");
    }

    private static double? Value(IReadOnlyDictionary<string, double> figures, string name) =>
        figures.TryGetValue(name, out double value) ? value : null;

    private static string Chart(string title, (double, double)? range, params Curve[] curves)
    {
        Curve[] drawn = [.. curves.Where(curve => curve.Points.Count > 0)];
        string figures = string.Join("; ", drawn.Select(curve =>
            $"{curve.Name} from {curve.Points[0].Y:G4} at step {curve.Points[0].X:N0} to {curve.Points[^1].Y:G4} at step "
                + $"{curve.Points[^1].X:N0}"));
        return LineChart.Draw(title, $"{title}. {figures}.", "step", range, drawn);
    }

    /// <summary>meanIntersection becomes mean intersection.</summary>
    private static string Words(string camelCase) =>
        string.Concat(camelCase.Select(c => char.IsUpper(c) ? $" {char.ToLowerInvariant(c)}" : $"{c}"));

    private static string Capitalized(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
