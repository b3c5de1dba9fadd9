using Cmae.MLNet.Training.RunFolder;

namespace Cmae.MLNet.FineTuning.RunFolder;

/// <summary>The recorder of a run without a folder: keeps nothing.</summary>
internal sealed class NoFineTuningRecorder : IFineTuningRecorder
{
    public RunPosition Begin(Action<string> warn) => default;

    public void Write(FineTuningLine line)
    {
        // nothing is kept
    }

    public void KeepBest()
    {
        // nothing is kept
    }

    public void Checkpoint(RunPosition position, bool isLast)
    {
        // nothing is kept
    }

    public void Dispose()
    {
        // owns nothing
    }
}
