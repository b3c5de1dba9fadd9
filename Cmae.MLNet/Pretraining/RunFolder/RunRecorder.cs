using Cmae.MLNet.Runtime;
using Cmae.MLNet.Training.RunFolder;

namespace Cmae.MLNet.Pretraining.RunFolder;

/// <summary>Keeps a run in its folder, which no other process can use meanwhile, with its pictures.</summary>
internal sealed class RunRecorder : IRunRecorder
{
    private readonly RunDirectory _directory;
    private readonly RunWriter<MetricsLine> _writer;
    private readonly List<MetricsLine> _measured = [];
    private RunPictures? _pictures;

    private RunRecorder(CmaePretrainingOptions options, string path)
    {
        _directory = new RunDirectory(path, options.Resume, options.CheckpointsKept);
        _writer = new RunWriter<MetricsLine>(options, _directory);
        Seed = options.Resume ? TrainingCheckpoint.SeedOf(_directory.Checkpoints) : null;
    }

    /// <summary>The recorder that the options ask for.</summary>
    /// <exception cref="IOException">The folder holds another run, or another process uses it.</exception>
    public static IRunRecorder Open(CmaePretrainingOptions options) =>
        options.RunDirectory is { } path ? new RunRecorder(options, path) : new NoRunRecorder();

    public int? Seed { get; }

    public IReadOnlyList<MetricsLine> Measured => _measured;

    /// <summary>The picture of images and the two views of them, written at the start.</summary>
    private string ViewsPath => _directory.In("views.png");

    /// <summary>The picture of original, masked and reconstructed images, written at the end.</summary>
    private string ReconstructionPath => _directory.In("reconstruction.png");

    public RunPosition Begin(PretrainingRun run, Action<string> warn)
    {
        IReadOnlyDictionary<string, object> settings = PretrainingSettings.Of(run.Plan, run.Seed, run.Store.Fingerprint);
        RunPosition start = _writer.Begin(new ResumablePretraining(run.Trainer, settings), warn, Recall);
        string device = TrainingDevice.Describe(run.Device, run.Plan.Model.ComputeType);
        OptionsFile.Write(_directory.OptionsPath, settings, run.Plan, start, device, run.Labels?.Classes);
        _pictures = new RunPictures(run.Trainer, run.Store, run.Seed);
        _pictures.DrawViews(ViewsPath, run.Views, run.ViewSeed);
        return start;
    }

    public void StepCompleted(CmaePretrainingStep step, TimeSpan elapsed) => _writer.Write(MetricsLine.Of(step, elapsed));

    public void Checkpoint(RunPosition position, bool isLast) => _writer.Checkpoint(position, isLast);

    public void End() => _writer.Try(
        () => _pictures?.DrawReconstruction(ReconstructionPath), $"The picture '{ReconstructionPath}' cannot be written.");

    public void Dispose()
    {
        _writer.Dispose();
        _directory.Dispose();
    }

    private void Recall(MetricsLine line)
    {
        if (line.Health is not null)
            _measured.Add(line);
    }
}
