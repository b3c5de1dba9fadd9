namespace Cmae.MLNet.Samples.Benchmarks.Measuring;

/// <summary>How long something took.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="Runs">How often.</param>
/// <param name="Median">Seconds of a run.</param>
/// <param name="LowerQuartile">Seconds that a quarter of the runs stayed below.</param>
/// <param name="UpperQuartile">Seconds that a quarter of the runs exceeded.</param>
/// <param name="Best">Seconds of the fastest run.</param>
internal sealed record Timing(string Name, int Runs, double Median, double LowerQuartile, double UpperQuartile, double Best)
{
    /// <param name="name">What was measured.</param>
    /// <param name="seconds">The duration of every run, at least one, in any order.</param>
    public static Timing Of(string name, IReadOnlyCollection<double> seconds)
    {
        double[] sorted = [.. seconds.Order()];
        return new(name, sorted.Length, Quantile(sorted, 0.5), Quantile(sorted, 0.25), Quantile(sorted, 0.75), sorted[0]);
    }

    // Between two runs, a straight line.
    private static double Quantile(double[] sorted, double share)
    {
        double position = share * (sorted.Length - 1);
        int below = (int)position;
        return below + 1 == sorted.Length ? sorted[below] : sorted[below] + ((position - below) * (sorted[below + 1] - sorted[below]));
    }
}
