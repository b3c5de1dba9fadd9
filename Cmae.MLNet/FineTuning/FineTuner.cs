using Cmae.MLNet.Runtime;
using Cmae.MLNet.Training;
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

    /// <param name="environment">Log, seed and cancellation.</param>
    /// <param name="options">Valid ones; read only.</param>
    public FineTuner(IHostEnvironment environment, CmaeFineTuningOptions options)
    {
        _options = options;
        Host = new TrainingHost(environment, "Fine-tuning", options.CancellationToken);
        Device = TrainingDevice.Resolve(options.Device);
        Seed = options.Seed ?? Host.Seed;
    }

    public TrainingHost Host { get; }

    public torch.Device Device { get; }

    public int Seed { get; }

    /// <summary>The type that blocks multiply matrices in; null for fp32.</summary>
    public torch.ScalarType? ComputeType => _options.Freeze.IsLinearProbe ? null : TrainingPrecision.Resolve(_options.Precision, Device);

    /// <summary>Trains until the schedule ends, until nothing gets better, or until cancellation.</summary>
    /// <param name="plan">What to do.</param>
    /// <param name="createLearner">Creates the learner, which does the steps.</param>
    /// <param name="images">Numbers of the images that are not trained on, for the log.</param>
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
        var clock = new TrainingClock(plan.TotalSteps, plan.Options.TimeBudget);
        var log = new FineTuningLog<TFigures>(Host, plan, clock, epochCompleted);
        log.Start(Device, images, learner.TrainedParameters);
        return new FineTuningLoop<TModel, TFigures>(plan, learner, clock, log, Host.Cancellation).Run();
    }

    public void Dispose() => Host.Dispose();
}
