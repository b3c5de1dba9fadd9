namespace Cmae.MLNet.Samples.Benchmarking.Measuring;

/// <summary>How often everything is measured.</summary>
/// <param name="Rounds">Rounds through all contenders.</param>
/// <param name="RunsPerRound">Timed runs of each contender in a round, after one that is not timed.</param>
internal sealed record MeasuringPlan(int Rounds, int RunsPerRound)
{
    /// <summary>For a look: figures within about a tenth on a machine with nothing else to do.</summary>
    public static MeasuringPlan Quick { get; } = new(2, 2);

    /// <summary>For figures to publish.</summary>
    public static MeasuringPlan Thorough { get; } = new(5, 3);
}
