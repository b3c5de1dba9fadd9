using Cmae.MLNet.Files;
namespace Cmae.MLNet.Training.RunFolder;

/// <summary>
/// Keeps a run in its folder while it trains: the figures of every step, and checkpoints. What cannot be written is a warning, and tried
/// again: what was trained is worth more.
/// </summary>
/// <param name="options">How often checkpoints are written, and whether a run is resumed.</param>
/// <param name="directory">The folder; the caller owns it.</param>
internal sealed class RunWriter<TLine>(CmaeTrainingOptions options, RunDirectory directory) : IDisposable
    where TLine : class, IMetricsLine<TLine>
{
    private static readonly TimeSpan s_checkpointRetry = TimeSpan.FromSeconds(30);

    private CheckpointWriter? _checkpoints;
    private RunMetrics<TLine>? _metrics;
    private Action<string> _warn = _ => { };
    private TimeSpan _nextCheckpoint;

    /// <summary>Begins the run, or puts it back to where its newest checkpoint was written.</summary>
    /// <param name="training">The run; a resumed one's values are overwritten.</param>
    /// <param name="warn">Takes the warnings.</param>
    /// <param name="recall">Told of the figures of every earlier step; null if nobody needs them.</param>
    /// <returns>Where the run stands.</returns>
    /// <exception cref="InvalidOperationException">The settings are not those of the checkpoint; all differences are listed.</exception>
    /// <exception cref="InvalidDataException">There are checkpoints, and none can be read.</exception>
    public RunPosition Begin(IResumable training, Action<string> warn, Action<TLine>? recall = null)
    {
        _warn = warn;
        _checkpoints = new CheckpointWriter(directory.Checkpoints, options, training);
        RunPosition start = options.Resume ? _checkpoints.Resume(warn) : default;
        _metrics = new RunMetrics<TLine>(directory, start.Progress.Step, warn, recall);
        return start;
    }

    /// <summary>Writes figures.</summary>
    public void Write(TLine line) => _metrics?.Write(line);

    /// <summary>Writes a checkpoint if one is due.</summary>
    /// <param name="position">Where the run stands after a step.</param>
    /// <param name="isLast">Whether it ends there.</param>
    public void Checkpoint(RunPosition position, bool isLast)
    {
        TrainingProgress progress = position.Progress;
        if (progress.Elapsed < _nextCheckpoint && !isLast)
            return;
        // A full disk may have room again later: what was trained until then is worth more than one checkpoint.
        string again = isLast ? "it was the last one." : "Training goes on; it is tried again in 30 s.";
        if (!Try(() => _checkpoints?.StepCompleted(position, isLast), $"The checkpoint of step {progress.Step} cannot be written; {again}"))
            _nextCheckpoint = progress.Elapsed + s_checkpointRetry;
    }

    /// <summary>Writes what training can do without: a failure is a warning.</summary>
    /// <returns>Whether it is written.</returns>
    public bool Try(Action write, string failure)
    {
        try
        {
            write();
            return true;
        }
        catch (Exception exception) when (FileFailure.IsOfFile(exception))
        {
            _warn($"{failure} {FileFailure.Reason(exception)}");
            return false;
        }
    }

    public void Dispose() => _metrics?.Dispose();
}
