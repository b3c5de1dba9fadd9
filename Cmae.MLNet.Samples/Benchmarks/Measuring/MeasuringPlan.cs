namespace Cmae.MLNet.Samples.Benchmarks.Measuring;

/// <summary>How often everything is measured.</summary>
/// <param name="Rounds">Rounds through all contenders.</param>
/// <param name="RunsPerRound">
/// Timed runs of each contender in a round, after one that is not timed where <see cref="Interleaved"/> says so.
/// </param>
internal sealed record MeasuringPlan(int Rounds, int RunsPerRound)
{
    /// <summary>For a look.</summary>
    public static MeasuringPlan Quick { get; } = new(Rounds: 2, RunsPerRound: 1);

    /// <summary>For figures to publish.</summary>
    public static MeasuringPlan Thorough { get; } = new(Rounds: 5, RunsPerRound: 3);
}
