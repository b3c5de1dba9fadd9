using System.Diagnostics;

namespace Cmae.MLNet.Samples.Benchmarks.Measuring;

/// <summary>Measures contenders in turn, A B A B, so that whatever else the machine does hits all of them alike.</summary>
internal static class Interleaved
{
    /// <summary>The timings of all contenders, in their order.</summary>
    /// <param name="contenders">
    /// What to measure. Each runs once untimed in the first round; one with something of its own that holds while it runs does so in every
    /// round, as that starts anew.
    /// </param>
    /// <param name="plan">How often.</param>
    /// <param name="cancellation">Looked at before every run.</param>
    public static IReadOnlyList<Timing> Measure(IReadOnlyList<Contender> contenders, MeasuringPlan plan, CancellationToken cancellation)
    {
        var seconds = contenders.Select(_ => new List<double>()).ToArray();
        for (int round = 0; round < plan.Rounds; round++)
            for (int i = 0; i < contenders.Count; i++)
                seconds[i].AddRange(Turn(contenders[i], isFirst: round == 0, plan.RunsPerRound, cancellation));
        return [.. contenders.Zip(seconds, (contender, runs) => Timing.Of(contender.Name, runs))];
    }

    private static List<double> Turn(Contender contender, bool isFirst, int runs, CancellationToken cancellation)
    {
        GC.Collect();
        using IDisposable? setting = contender.During?.Invoke();
        var seconds = new List<double>(runs);
        for (int run = isFirst || setting is not null ? -1 : 0; run < runs; run++)
        {
            cancellation.ThrowIfCancellationRequested();
            long start = Stopwatch.GetTimestamp();
            contender.Run();
            if (run >= 0)
                seconds.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
        }
        return seconds;
    }
}
