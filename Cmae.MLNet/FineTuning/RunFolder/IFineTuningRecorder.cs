using Cmae.MLNet.Training.RunFolder;

namespace Cmae.MLNet.FineTuning.RunFolder;

/// <summary>Keeps what fine-tuning leaves besides its model: figures and checkpoints. Without a folder it keeps nothing.</summary>
internal interface IFineTuningRecorder : IDisposable
{
    /// <summary>Begins the run, or puts it back to where its newest checkpoint was written.</summary>
    /// <param name="warn">Takes a warning for each damaged checkpoint that is skipped.</param>
    /// <returns>Where the run stands.</returns>
    /// <exception cref="InvalidOperationException">The settings are not those of the checkpoint; all differences are listed.</exception>
    /// <exception cref="InvalidDataException">There are checkpoints, and none can be read.</exception>
    RunPosition Begin(Action<string> warn);

    /// <summary>Takes the figures of a step or of a validation.</summary>
    void Write(FineTuningLine line);

    /// <summary>Notes that the learner stands at the best epoch so far.</summary>
    void KeepBest();

    /// <summary>Writes a checkpoint if one is due.</summary>
    /// <param name="position">Where the run stands after a step.</param>
    /// <param name="isLast">Whether training stops there.</param>
    void Checkpoint(RunPosition position, bool isLast);
}
