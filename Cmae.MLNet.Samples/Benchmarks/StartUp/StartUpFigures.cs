using System.Globalization;
using Cmae.MLNet.Samples.Benchmarks.Measuring;

namespace Cmae.MLNet.Samples.Benchmarks.StartUp;

/// <summary>How long a fresh process takes from its start to its end; its properties in camel case are keys of the JSON file.</summary>
/// <param name="Process">What it does.</param>
/// <param name="Seconds">Median.</param>
/// <param name="LowerQuartile">Seconds that a quarter of the processes stayed below.</param>
/// <param name="UpperQuartile">Seconds that a quarter of the processes exceeded.</param>
internal sealed record StartUpFigures(string Process, double Seconds, double LowerQuartile, double UpperQuartile)
{
    public static string Text(IReadOnlyList<StartUpFigures> processes)
    {
        var table = new MarkdownTable("process, from start to end", "seconds", "quartiles");
        foreach (StartUpFigures process in processes)
            table.Add(process.Process, Text(process.Seconds), $"{Text(process.LowerQuartile)} to {Text(process.UpperQuartile)}");
        return table.ToString();
    }

    private static string Text(double seconds) => seconds.ToString("F2", CultureInfo.InvariantCulture);
}
