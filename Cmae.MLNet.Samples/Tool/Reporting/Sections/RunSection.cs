using System.Text.Json;
using Cmae.MLNet.Samples.Tool.Display;
using static Cmae.MLNet.Samples.Tool.Reporting.HtmlPage;

namespace Cmae.MLNet.Samples.Tool.Reporting.Sections;

/// <summary>What the run was made with, where it stands, and what it warned of.</summary>
internal static class RunSection
{
    public static void AddTo(HtmlPage page, RunFigures run)
    {
        RunStep last = run.Steps[^1];
        JsonElement options = run.Facts.GetProperty("options");
        var facts = new List<(string Name, string Value)>
        {
            ("images", $"{options.GetProperty("number of images").GetInt64():N0}"),
            ("steps", $"{last.Step:N0}{TotalSteps(run.Facts)}"),
            ("epoch", $"{last.Epoch:N0}"),
            ("images seen", $"{last.ImagesSeen:N0}"),
            ("training time", TimeText.Of(TimeSpan.FromSeconds(last.Seconds))),
            ("encoder", Encoder(options)),
            ("batch", $"{options.GetProperty("BatchSize")} x {options.GetProperty("AccumulationSteps")}"),
            ("reconstruction loss", $"{last.ReconstructionLoss:F4}"),
            ("contrastive loss", $"{last.ContrastiveLoss:F4}"),
        };
        if (run.Measured.Count > 0)
            facts.AddRange(Health(run.Measured[^1].Health!));
        page.Section("The run", "", $"{Facts(facts, run.Facts)}{Warnings(run)}{Options(options)}");
    }

    /// <summary>Facts side by side, and the device.</summary>
    public static string Facts(IEnumerable<(string Name, string Value)> facts, JsonElement file) =>
        $"<dl>{string.Concat(facts.Select(fact => Fact(fact.Name, fact.Value, "")))}"
        + $"{Fact("device", file.GetProperty("device").GetString()!, "wide")}</dl>";

    /// <summary>The planned steps, after those that are done.</summary>
    public static string TotalSteps(JsonElement file) =>
        file.TryGetProperty("totalSteps", out JsonElement steps) && steps.ValueKind == JsonValueKind.Number
            ? $" of {steps.GetInt64():N0}"
            : "";

    /// <summary>The encoder's sizes.</summary>
    public static string Encoder(JsonElement options) =>
        $"{options.GetProperty("Architecture").GetString()}, {options.GetProperty("ImageSize")} px, "
        + $"patches of {options.GetProperty("PatchSize")}";

    /// <summary>All options, folded away.</summary>
    public static string Options(JsonElement options) =>
        "<details><summary>All options</summary><div class=\"scroll\"><table>"
        + string.Concat(options.EnumerateObject().Select(option =>
            $"<tr><th scope=\"row\">{Text(option.Name)}</th><td>{Text(option.Value.ToString())}</td></tr>"))
        + "</table></div></details>";

    private static IEnumerable<(string Name, string Value)> Health(CmaePretrainingHealth health)
    {
        yield return ("effective rank", $"{health.EffectiveRank:F1}");
        if (health.InfoNceAccuracy is { } accuracy)
            yield return ($"own view first of {health.Candidates}", $"{100 * accuracy:F0} %");
        if (health.NeighborAccuracy is { } neighbors)
            yield return ("k-NN accuracy", $"{100 * neighbors:F1} %");
    }

    private static string Fact(string name, string value, string cssClass) =>
        $"<div class=\"{cssClass}\"><dt>{Text(name)}</dt><dd>{Text(value)}</dd></div>";

    private static string Warnings(RunFigures run)
    {
        (long Step, string Text)[] warnings =
            [.. run.Measured.SelectMany(step => step.Health!.Warnings.Select(warning => (step.Step, warning)))];
        if (run.Measured.Count == 0)
            return "<p>Health was not measured yet.</p>";
        return warnings.Length == 0
            ? "<p>No warnings.</p>"
            : "<ul>" + string.Concat(warnings.Select(warning =>
                $"<li class=\"warning\">Step {warning.Step:N0}. {Text(warning.Text)}</li>")) + "</ul>";
    }
}
