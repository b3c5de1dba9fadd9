using Cmae.MLNet.Encoders;
using Cmae.MLNet.FineTuning;
using Cmae.MLNet.Labels;
using Microsoft.ML;
using Microsoft.ML.Runtime;
using static Cmae.MLNet.CmaeImageClassificationTrainer;

namespace Cmae.MLNet.Classification;

/// <summary>Fine-tuning from columns of images and labels to the weights of a classifier.</summary>
internal static class ClassifierTraining
{
    /// <summary>Trains a classifier, and calibrates it if the options say so.</summary>
    /// <param name="environment">Log, seed and cancellation.</param>
    /// <param name="data">The images and their labels.</param>
    /// <param name="options">Valid ones; read only.</param>
    /// <exception cref="ArgumentException">A column is missing or of another type, or the labels cannot be learned from.</exception>
    /// <exception cref="OperationCanceledException">
    /// Training was canceled, and the options say to throw or there is no model yet.
    /// </exception>
    public static FineTuningResult<ClassifierWeights, ClassificationFigures> Run(
        IHostEnvironment environment, IDataView data, Options options)
    {
        LabelColumn column = LabelColumn.Of(data.Schema, options.LabelColumnName);
        using var tuner = new FineTuner(environment, options);
        using TrainingImages images = TrainingImages.Open(data, column, options, tuner.Seed, tuner.Host.Warning, tuner.Host.Cancellation);
        var plan = new ClassificationPlan(options, images.Train.ClassSizes(column.ClassCount), tuner.ComputeType);
        FineTuningResult<ClassifierWeights, ClassificationFigures> result = tuner.Run(
            plan, CreateLearner, images.Counts(column),
            (progress, train, validation) => options.EpochCompleted?.Invoke(new CmaeImageClassificationEpoch(progress, train, validation)));
        return options.Calibrate && result.Validation?.Logits is { } logits
            ? result with { Model = Calibrate(result.Model, logits, images.Validation!.Labels, tuner.Host.Info) }
            : result;

        ITaskLearner<ClassifierWeights, ClassificationFigures> CreateLearner() => options.Freeze.IsLinearProbe
            ? new LinearProbeLearner(plan, images.Train, images.Validation, tuner.Seed, tuner.Device, tuner.Host.Cancellation)
            : new EndToEndLearner(plan, images.Train, images.Validation, tuner.Seed, tuner.Device);
    }

    private static ClassifierWeights Calibrate(ClassifierWeights weights, float[] logits, int[] labels, Action<string> tell)
    {
        float temperature = TemperatureScaling.Fit(logits, labels);
        double loss = ClassificationFigures.Of(logits, labels, temperature).Loss;
        tell(FormattableString.Invariant($"Calibrated with temperature {(double)temperature:g4}: validation loss {loss:f4}."));
        return new ClassifierWeights(weights.Encoder, weights.HeadWeight, weights.HeadBias, temperature);
    }
}
