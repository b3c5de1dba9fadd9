using System.Text.Json;
using static Cmae.MLNet.Samples.Tool.Reporting.HtmlPage;

namespace Cmae.MLNet.Samples.Tool.Reporting.Sections;

/// <summary>What the run was made with, where it stands, and what it warned of.</summary>
internal static class RunSection
{
    public static void AddTo(HtmlPage page, RunFigures run) =>
        page.Section("The run", "", $"{Facts(RunFacts.Of(run), run.Facts)}{Warnings(run)}{Options(run.Options)}");

    /// <summary>Facts side by side, and the device.</summary>
    public static string Facts(IEnumerable<(string Name, string Value)> facts, JsonElement file) =>
        $"<dl>{string.Concat(facts.Select(fact => Fact(fact.Name, fact.Value, "")))}"
        + $"{Fact("device", file.GetProperty("device").GetString()!, "wide")}</dl>";

    /// <summary>All options, folded away.</summary>
    public static string Options(JsonElement options) =>
        "<details><summary>All options</summary><div class=\"scroll\"><table>"
        + string.Concat(options.EnumerateObject().Select(option =>
            $"<tr><th scope=\"row\">{Text(option.Name)}</th><td>{Text(option.Value.ToString())}</td></tr>"))
        + "</table></div></details>";

    private static string Fact(string name, string value, string cssClass) =>
        $"<div class=\"{cssClass}\"><dt>{Text(name)}</dt><dd>{Text(value)}</dd></div>";

    private static string Warnings(RunFigures run)
    {
        (long Step, string Text)[] warnings =
            [.. run.Measured.SelectMany(measured => measured.Health.Warnings.Select(warning => (measured.Step, warning)))];
        if (run.Measured.Count == 0)
            return "<p>Health was not measured yet.</p>";
        return warnings.Length == 0
            ? "<p>No warnings.</p>"
            : "<ul>" + string.Concat(warnings.Select(warning =>
                $"<li class=\"warning\">Step {warning.Step:N0}. {Text(warning.Text)}</li>")) + "</ul>";
    }
}
