using Cmae.MLNet.Training.RunFolder;

namespace Cmae.MLNet.Pretraining.RunFolder;

/// <summary>
/// Keeps what pre-training leaves besides its encoder: figures, checkpoints, pictures. Without a folder it keeps nothing.
/// </summary>
internal interface IRunRecorder : IDisposable
{
    /// <summary>The seed of the run that is resumed; null if none is.</summary>
    int? Seed { get; }

    /// <summary>The steps so far at which health was measured.</summary>
    IReadOnlyList<MetricsLine> Measured { get; }

    /// <summary>Begins the run, or puts it back to where its newest checkpoint was written.</summary>
    /// <param name="run">The run; a resumed one's weights are overwritten.</param>
    /// <param name="warn">Takes a warning for each damaged checkpoint that is skipped.</param>
    /// <returns>Where the run stands.</returns>
    /// <exception cref="InvalidOperationException">The settings are not those of the checkpoint; all differences are listed.</exception>
    /// <exception cref="InvalidDataException">There are checkpoints, and none can be read.</exception>
    RunPosition Begin(PretrainingRun run, Action<string> warn);

    /// <summary>Takes the figures of a step.</summary>
    /// <param name="step">The figures.</param>
    /// <param name="elapsed">Training time so far.</param>
    void StepCompleted(CmaePretrainingStep step, TimeSpan elapsed);

    /// <summary>Writes a checkpoint if one is due.</summary>
    /// <param name="position">Where the run stands after a step.</param>
    /// <param name="isLast">Whether it ends there.</param>
    void Checkpoint(RunPosition position, bool isLast);

    /// <summary>Ends the run: the model is trained.</summary>
    void End();
}
