using Cmae.MLNet.Training;

namespace Cmae.MLNet.Pretraining.RunFolder;

/// <summary>Keeps a run in its folder, which no other process can use meanwhile.</summary>
internal sealed class RunRecorder : IRunRecorder
{
    private static readonly TimeSpan s_checkpointRetry = TimeSpan.FromSeconds(30);

    private readonly CmaePretrainingOptions _options;
    private readonly RunDirectory _directory;
    private CheckpointWriter? _checkpoints;
    private RunMetrics? _metrics;
    private RunPictures? _pictures;
    private Action<string> _warn = _ => { };
    private TimeSpan _nextCheckpoint;

    private RunRecorder(CmaePretrainingOptions options, string path)
    {
        _options = options;
        _directory = new RunDirectory(path, options.Resume, options.CheckpointsKept);
        Seed = options.Resume ? TrainingCheckpoint.SeedOf(_directory.Checkpoints) : null;
    }

    /// <summary>The recorder that the options ask for.</summary>
    /// <exception cref="IOException">The folder holds another run, or another process uses it.</exception>
    public static IRunRecorder Open(CmaePretrainingOptions options) =>
        options.RunDirectory is { } path ? new RunRecorder(options, path) : new NoRunRecorder();

    public int? Seed { get; }

    public IReadOnlyList<MetricsLine> Measured => _metrics?.Measured ?? [];

    public TrainingProgress Begin(PretrainingRun run, Action<string> warn)
    {
        _warn = warn;
        IReadOnlyDictionary<string, object> settings = ResumableSettings.Values(run.Plan, run.Seed, run.Store.Fingerprint);
        _checkpoints = new CheckpointWriter(_directory.Checkpoints, _options, run.Trainer, ResumableSettings.Of(settings));
        TrainingProgress start = _options.Resume ? _checkpoints.Resume(warn) : default;
        _metrics = new RunMetrics(_directory, start.Step, warn);
        OptionsFile.Write(_directory.OptionsPath, settings, run.Plan, run.Device, run.Labels?.Classes);
        _pictures = new RunPictures(run.Trainer, run.Store, run.Seed);
        _pictures.DrawViews(_directory.ViewsPath, run.Views, run.ViewSeed);
        return start;
    }

    public void StepCompleted(CmaePretrainingStep step, TimeSpan elapsed) => _metrics?.Write(step, elapsed);

    public void Checkpoint(TrainingProgress progress, bool isLast)
    {
        if (progress.Elapsed < _nextCheckpoint && !isLast)
            return;
        // A full disk may have room again later: what was trained until then is worth more than one checkpoint.
        string again = isLast ? "it was the last one." : "Training goes on; it is tried again in 30 s.";
        if (!Try(() => _checkpoints?.StepCompleted(progress, isLast), $"The checkpoint of step {progress.Step} cannot be written; {again}"))
            _nextCheckpoint = progress.Elapsed + s_checkpointRetry;
    }

    public void End() => Try(
        () => _pictures?.DrawReconstruction(_directory.ReconstructionPath),
        $"The picture '{_directory.ReconstructionPath}' cannot be written.");

    /// <summary>Writes what training can do without: a failure is a warning.</summary>
    private bool Try(Action write, string failure)
    {
        try
        {
            write();
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _warn($"{failure} {exception.Message}");
            return false;
        }
    }

    public void Dispose()
    {
        _metrics?.Dispose();
        _directory.Dispose();
    }
}
