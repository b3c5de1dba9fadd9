using System.Globalization;
using Cmae.MLNet.Samples.Tool.Reporting.Charts;
using Cmae.MLNet.Samples.Tool.Scores;
using static Cmae.MLNet.Samples.Tool.Reporting.HtmlPage;

namespace Cmae.MLNet.Samples.Tool.Reporting.Sections;

/// <summary>How a saved classifier does on labeled images.</summary>
internal static class ClassifierSection
{
    private const int MostColumns = 30;

    public static void AddTo(HtmlPage page, ScoredImages images, string rows)
    {
        ClassifierFigures figures = ClassifierFigures.Of(images, k: Math.Min(5, images.Classes.Count));
        string calibration = figures.Calibration is { } calibrated
            ? $" Expected calibration error {calibrated.ExpectedCalibrationError:F4}."
            : " The scores are not probabilities.";
        page.Section("The classifier",
            $"Right for {100 * figures.Top1.Value:F1} % ({100 * figures.Top1.Lower:F1} to {100 * figures.Top1.Upper:F1} %) "
            + $"of {images.Truth.Count:N0} {rows}.{calibration}",
            $"<h3>Images of a class (rows) by what was predicted (columns)</h3>{Confusion(images.Classes, figures.ConfusionMatrix)}"
            + $"<h3>Classes</h3>{Classes(figures.PerClass)}{Reliability(images, figures)}");
    }

    private static string Confusion(IReadOnlyList<string> classes, IReadOnlyList<int[]> matrix)
    {
        if (classes.Count > MostColumns)
            return $"<p>{classes.Count} classes are too many for a matrix; 'evaluate' lists the most frequent confusions.</p>";
        string head = string.Concat(classes.Select(name => $"<th scope=\"col\"><span class=\"upright\">{Text(name)}</span></th>"));
        string body = string.Concat(matrix.Select((row, index) =>
            $"<tr><th scope=\"row\">{Text(classes[index])}</th>"
            + $"{string.Concat(row.Select(count => Cell(count, row.Sum())))}</tr>"));
        return $"<div class=\"scroll\"><table><thead><tr><td></td>{head}</tr></thead><tbody>{body}</tbody></table></div>";
    }

    private static string Cell(int count, int sum) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"<td class=\"share\" style=\"--share:{(sum == 0 ? 0 : (double)count / sum):0.###}\">{count}</td>");

    private static string Classes(IReadOnlyList<ClassFigures> classes) =>
        "<div class=\"scroll\"><table><thead><tr><th scope=\"row\">class</th><th scope=\"col\">precision</th>"
        + "<th scope=\"col\">recall</th><th scope=\"col\">F1</th><th scope=\"col\">images</th></tr></thead><tbody>"
        + string.Concat(classes.Select(figures =>
            $"<tr><th scope=\"row\">{Text(figures.Name)}</th><td>{Percent(figures.Precision)}</td><td>{Percent(figures.Recall)}</td>"
            + $"<td>{Percent(figures.F1)}</td><td>{figures.Support:N0}</td></tr>"))
        + "</tbody></table></div>";

    private static string Percent(double? share) => share is { } value ? $"{100 * value:F1} %" : "-";

    private static string Reliability(ScoredImages images, ClassifierFigures figures)
    {
        if (figures.Calibration is null)
            return "";
        ReliabilityBin[] bins = [.. ReliabilityBin.Of(images)];
        string figuresOfBins = string.Join("; ", bins.Select(bin =>
            $"sure by {100 * bin.MeanProbability:F0} %, right for {100 * bin.Accuracy:F0} % of {bin.Images}"));
        string chart = LineChart.Draw(
            "Reliability: how often predictions are right by how sure they are; on the dashed line both agree",
            $"Reliability curve. {figuresOfBins}.",
            "probability of the predicted class",
            (0, 1),
            new Curve("right", [.. bins.Select(bin => (bin.MeanProbability, bin.Accuracy))]),
            new Curve("agreement", [(0, 0), (1, 1)]));
        return $"<div class=\"charts\">{chart}</div>";
    }
}
