using Cmae.MLNet.Labels;
using Cmae.MLNet.Runtime;
using Cmae.MLNet.Training;
using Microsoft.ML;
using Microsoft.ML.Runtime;
using TorchSharp;
using static Cmae.MLNet.CmaeImageClassificationTrainer;

namespace Cmae.MLNet.FineTuning;

/// <summary>Fine-tuning from columns of images and labels to the weights of a classifier.</summary>
internal static class FineTuner
{
    /// <summary>Trains a classifier.</summary>
    /// <param name="environment">Log, seed and cancellation.</param>
    /// <param name="train">The images and their labels.</param>
    /// <param name="options">Read only.</param>
    /// <exception cref="ArgumentException">An option is not valid, a column is missing or of another type, or the labels cannot be learned from.</exception>
    /// <exception cref="OperationCanceledException">The training was canceled, and its options say to throw or there is no model yet.</exception>
    public static FineTuningResult Run(IHostEnvironment environment, IDataView train, Options options)
    {
        FineTuningOptionsValidation.Validate(options);
        LabelColumn column = LabelColumn.Of(train.Schema, options.LabelColumnName);
        using var host = new TrainingHost(environment, "Fine-tuning");
        torch.Device device = TrainingDevice.Resolve(options.Device);
        int seed = options.Seed ?? host.Seed;
        bool IsCanceled() => host.IsCanceled || options.CancellationToken.IsCancellationRequested;

        using TrainingImages images = TrainingImages.Open(train, column, options, seed, host.Warning, IsCanceled);
        var plan = new FineTuningPlan(options, images.Train.ClassSizes(column.ClassCount), options.Freeze.IsLinearProbe ? null : TrainingPrecision.Resolve(options.Precision, device));
        using var heap = new NativeHeap();
        using IClassifierLearner learner = options.Freeze.IsLinearProbe
            ? new LinearProbeLearner(plan, images.Train, images.Validation, seed, device, IsCanceled)
            : new EndToEndLearner(plan, images.Train, images.Validation, seed, device);
        var clock = new TrainingClock(plan.TotalSteps, options.TimeBudget);
        var log = new FineTuningLog(host, plan, clock);
        log.Start(device, images.Validation?.Count ?? 0, images.SkippedCount, learner.TrainedParameters);
        return new FineTuningLoop(plan, learner, images.Validation?.Labels, clock, log, IsCanceled).Run();
    }
}
