using static Cmae.MLNet.Samples.Tool.Reporting.HtmlPage;

namespace Cmae.MLNet.Samples.Tool.Reporting.Sections;

/// <summary>Several runs side by side: their figures, and the settings in which they differ.</summary>
internal static class ComparisonSection
{
    public static void AddTo(HtmlPage page, IReadOnlyList<(string Name, RunFigures Figures)> runs)
    {
        page.Section("The runs", "", Table(runs, [.. runs.Select(run => RunFacts.Of(run.Figures).Append(Device(run.Figures)))]));
        IReadOnlyList<(string Name, string Value)>[] settings = [.. runs.Select(run => Settings(run.Figures))];
        string[] same = [.. settings.Select(one => one.AsEnumerable()).Aggregate((some, others) => some.Intersect(others))
            .Select(setting => setting.Name)];
        IEnumerable<(string, string)>[] different = [.. settings.Select(one => one.Where(setting => !same.Contains(setting.Name)))];
        page.Section(
            "Settings that differ",
            different.All(one => !one.Any()) ? "None: the runs have the same settings, seed and images." : "All others are the same.",
            Table(runs, different));
    }

    private static (string Name, string Value) Device(RunFigures run) => ("device", run.Facts.GetProperty("device").GetString()!);

    private static IReadOnlyList<(string Name, string Value)> Settings(RunFigures run) =>
        [.. run.Options.EnumerateObject().Select(option => (option.Name, option.Value.ToString()))];

    /// <summary>A row for each name, a column for each run; empty if there is no row.</summary>
    private static string Table(
        IReadOnlyList<(string Name, RunFigures Figures)> runs, IReadOnlyList<IEnumerable<(string Name, string Value)>> values)
    {
        Dictionary<string, string>[] columns = [.. values.Select(one => one.ToDictionary(pair => pair.Name, pair => pair.Value))];
        string[] names = [.. values.SelectMany(one => one.Select(pair => pair.Name)).Distinct()];
        if (names.Length == 0)
            return "";
        string head = string.Concat(runs.Select(run => $"<th scope=\"col\">{Text(run.Name)}</th>"));
        string body = string.Concat(names.Select(name => $"<tr><th scope=\"row\">{Text(name)}</th>"
            + string.Concat(columns.Select(column => $"<td>{Text(column.GetValueOrDefault(name, "-"))}</td>")) + "</tr>"));
        return $"<div class=\"scroll\"><table><thead><tr><td></td>{head}</tr></thead><tbody>{body}</tbody></table></div>";
    }
}
