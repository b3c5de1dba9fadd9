using System.Globalization;
using System.Text;

namespace Cmae.MLNet.Samples.Tool.Experiments;

/// <summary>An experiment's results as one Markdown table: mean and standard deviation over the seeds, in percent.</summary>
internal static class ExperimentTable
{
    public static string Of(Experiment experiment, IReadOnlyList<ExperimentFigures> figures)
    {
        var text = new StringBuilder();
        string[] headings =
            ["", "epochs", .. experiment.LabelFractions.SelectMany(fraction => Columns(fraction, experiment.IsFineTuned(fraction)))];
        Row(headings);
        Row([.. headings.Select(_ => "---")]);
        foreach (IGrouping<string, ExperimentFigures> variant in figures.GroupBy(run => run.Variant))
        {
            List<string> cells = [variant.Key, variant.First().Epochs.ToString(CultureInfo.InvariantCulture)];
            for (int i = 0; i < experiment.LabelFractions.Count; i++)
            {
                ExperimentProbe[] probes = [.. variant.Select(run => run.Probes[i])];
                cells.Add(MeanAndDeviation(probes.Select(probe => probe.NearestNeighbors)));
                cells.Add(MeanAndDeviation(probes.Select(probe => probe.LinearProbe)));
                if (experiment.IsFineTuned(experiment.LabelFractions[i]))
                    cells.Add(MeanAndDeviation(probes.Select(probe => probe.FineTuned!.Value)));
            }
            Row(cells);
        }
        return text.ToString();

        void Row(IEnumerable<string> cells) => text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");
    }

    /// <summary>Mean ± standard deviation of a sample, in percent; the mean alone if there is one value.</summary>
    internal static string MeanAndDeviation(IEnumerable<double> shares)
    {
        double[] percent = [.. shares.Select(share => 100 * share)];
        double mean = percent.Average();
        if (percent.Length == 1)
            return string.Create(CultureInfo.InvariantCulture, $"{mean:F1}");
        double deviation = Math.Sqrt(percent.Sum(value => (value - mean) * (value - mean)) / (percent.Length - 1));
        return string.Create(CultureInfo.InvariantCulture, $"{mean:F1} ± {deviation:F1}");
    }

    private static IEnumerable<string> Columns(double fraction, bool fineTuned)
    {
        string share = string.Create(CultureInfo.InvariantCulture, $"{100 * fraction:0.##} %");
        yield return $"k-NN, {share}";
        yield return $"linear, {share}";
        if (fineTuned)
            yield return $"fine-tuned, {share}";
    }
}
