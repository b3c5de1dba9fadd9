using Cmae.MLNet.FineTuning.RunFolder;
using Cmae.MLNet.Runtime;
using Cmae.MLNet.Training;
using Cmae.MLNet.Training.RunFolder;
using Microsoft.ML.Runtime;
using TorchSharp;

namespace Cmae.MLNet.FineTuning;

/// <summary>
/// What fine-tuning has in common for all tasks: where it runs, and the run itself, from the first step to the weights of the best epoch.
/// </summary>
/// <remarks>A task opens its images, makes its plan, and calls <see cref="Run"/> with its learner. One thread at a time.</remarks>
internal sealed class FineTuner : IDisposable
{
    private readonly CmaeFineTuningOptions _options;
    private readonly RunDirectory? _directory;

    /// <param name="environment">Log, seed and cancellation.</param>
    /// <param name="options">Valid ones; read only.</param>
    /// <exception cref="IOException">The folder of the run holds another run, or another process uses it.</exception>
    public FineTuner(IHostEnvironment environment, CmaeFineTuningOptions options)
    {
        _options = options;
        Host = new TrainingHost(environment, "Fine-tuning", options.CancellationToken);
        Device = TrainingDevice.Resolve(options.Device);
        if (options.RunDirectory is { } path)
            _directory = new RunDirectory(path, options.Resume, options.CheckpointsKept);
        // A context without a seed has another one in every process: a run that is resumed keeps its own.
        int? resumed = options.Resume && !Host.HasSeed ? TrainingCheckpoint.SeedOf(_directory!.Checkpoints) : null;
        Seed = options.Seed ?? resumed ?? Host.Seed;
    }

    public TrainingHost Host { get; }

    public torch.Device Device { get; }

    public int Seed { get; }

    /// <summary>The type that blocks multiply matrices in; null for fp32.</summary>
    public torch.ScalarType? ComputeType => _options.Freeze.IsLinearProbe ? null : TrainingPrecision.Resolve(_options.Precision, Device);

    /// <summary>Trains until the schedule ends, until nothing gets better, or until cancellation.</summary>
    /// <param name="plan">What to do.</param>
    /// <param name="createLearner">Creates the learner, which does the steps.</param>
    /// <param name="images">The images that are not trained on, and what a run folder says of all.</param>
    /// <param name="epochCompleted">Told of every epoch: its progress, training figures and validation figures, if any.</param>
    /// <exception cref="OperationCanceledException">
    /// Training was canceled, and the options say to throw or there is no model yet.
    /// </exception>
    public FineTuningResult<TModel, TFigures> Run<TModel, TFigures>(
        FineTuningPlan plan,
        Func<ITaskLearner<TModel, TFigures>> createLearner,
        ImageCounts images,
        Action<EpochProgress, TFigures, TFigures?> epochCompleted)
        where TModel : class
        where TFigures : class, ITaskFigures<TFigures>
    {
        using var heap = new NativeHeap();
        using ITaskLearner<TModel, TFigures> learner = createLearner();
        var run = new FineTuningRun<TModel, TFigures>();
        using IFineTuningRecorder recorder = OpenRecorder(plan, learner, run, images);
        RunPosition start = recorder.Begin(Host.Warning);
        run.Progress = start.Progress;
        var clock = new TrainingClock(plan.TotalSteps, plan.Options.TimeBudget);
        clock.Resume(start);
        var log = new FineTuningLog<TFigures>(Host, plan, clock, recorder, epochCompleted);
        log.Start(new FineTuningPreflight(plan, Device, images, learner.TrainedParameters, learner.State.Bytes), start);
        return new FineTuningLoop<TModel, TFigures>(plan, learner, run, clock, log, recorder, Host.Cancellation).Run();
    }

    public void Dispose()
    {
        _directory?.Dispose();
        Host.Dispose();
    }

    private IFineTuningRecorder OpenRecorder<TModel, TFigures>(
        FineTuningPlan plan, ITaskLearner<TModel, TFigures> learner, FineTuningRun<TModel, TFigures> run, ImageCounts images)
        where TModel : class
        where TFigures : class, ITaskFigures<TFigures>
    {
        if (_directory is null)
            return new NoFineTuningRecorder();
        IReadOnlyDictionary<string, object> settings = FineTuningSettings.Of(plan, Seed, images);
        var training = new ResumableFineTuning<TModel, TFigures>(plan, learner, run, settings);
        string device = TrainingDevice.Describe(Device, plan.ComputeType);
        return new FineTuningRecorder<TModel, TFigures>(_directory, plan, training, settings, device, images.Classes);
    }
}
