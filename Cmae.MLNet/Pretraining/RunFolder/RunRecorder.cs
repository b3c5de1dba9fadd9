using Cmae.MLNet.Training;

namespace Cmae.MLNet.Pretraining.RunFolder;

/// <summary>Keeps a run in its folder, which no other process can use meanwhile.</summary>
internal sealed class RunRecorder : IRunRecorder
{
    private readonly CmaePretrainingOptions _options;
    private readonly RunDirectory _directory;
    private CheckpointWriter? _checkpoints;
    private RunMetrics? _metrics;
    private RunPictures? _pictures;

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
        IReadOnlyDictionary<string, object> settings = ResumableSettings.Values(run.Plan, run.Seed, run.Store.Fingerprint);
        _checkpoints = new CheckpointWriter(_directory.Checkpoints, _options, run.Trainer, ResumableSettings.Of(settings));
        TrainingProgress start = _options.Resume ? _checkpoints.Resume(warn) : default;
        _metrics = new RunMetrics(_directory, start.Step);
        OptionsFile.Write(_directory.OptionsPath, settings, run.Plan, run.Device, run.Labels?.Classes);
        _pictures = new RunPictures(run.Trainer, run.Store, run.Seed);
        _pictures.DrawViews(_directory.ViewsPath, run.Views, run.ViewSeed);
        return start;
    }

    public void StepCompleted(CmaePretrainingStep step, TimeSpan elapsed) => _metrics?.Write(step, elapsed);

    public void Checkpoint(TrainingProgress progress, bool isLast) => _checkpoints?.StepCompleted(progress, isLast);

    public void End() => _pictures?.DrawReconstruction(_directory.ReconstructionPath);

    public void Dispose()
    {
        _metrics?.Dispose();
        _directory.Dispose();
    }
}
