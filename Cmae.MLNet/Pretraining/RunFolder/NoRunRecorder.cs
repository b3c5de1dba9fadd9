using Cmae.MLNet.Training.RunFolder;

namespace Cmae.MLNet.Pretraining.RunFolder;

/// <summary>The recorder of a run without a folder: keeps nothing.</summary>
internal sealed class NoRunRecorder : IRunRecorder
{
    public int? Seed => null;

    public IReadOnlyList<MetricsLine> Measured => [];

    public RunPosition Begin(PretrainingRun run, Action<string> warn) => default;

    public void StepCompleted(CmaePretrainingStep step, TimeSpan elapsed)
    {
        // nothing is kept
    }

    public void Checkpoint(RunPosition position, bool isLast)
    {
        // nothing is kept
    }

    public void End()
    {
        // nothing is kept
    }

    public void Dispose()
    {
        // owns nothing
    }
}
