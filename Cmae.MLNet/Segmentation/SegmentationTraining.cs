using Cmae.MLNet.Encoders;
using Cmae.MLNet.FineTuning;
using Cmae.MLNet.Imaging;
using Microsoft.ML;
using Microsoft.ML.Runtime;
using static Cmae.MLNet.CmaeSegmentationTrainer;

namespace Cmae.MLNet.Segmentation;

/// <summary>Fine-tuning from columns of images and masks to the weights of a segmentation model.</summary>
internal static class SegmentationTraining
{
    /// <summary>Trains a model.</summary>
    /// <param name="environment">Log, seed and cancellation.</param>
    /// <param name="data">The images and their masks.</param>
    /// <param name="options">Valid ones; read only.</param>
    /// <returns>The weights of the best epoch, and the classes.</returns>
    /// <exception cref="ArgumentException">A column is missing or of another type, or the masks cannot be learned from.</exception>
    /// <exception cref="InvalidDataException">An image or mask is damaged or missing, or does not fit the other.</exception>
    /// <exception cref="OperationCanceledException">
    /// Training was canceled, and the options say to throw or there is no model yet.
    /// </exception>
    public static (FineTuningResult<SegmentationWeights, MaskFigures> Result, SegmentationClasses Classes) Run(
        IHostEnvironment environment, IDataView data, Options options)
    {
        MaskColumn column = MaskColumn.Of(data.Schema, options.MaskColumnName);
        SegmentationClasses classes = ClassesOf(column, options);
        if (classes.Count < 2)
        {
            throw new ArgumentException(
                $"There is only one class, '{classes.Names[0]}'; a segmentation tells at least 2 apart.", nameof(data));
        }
        using var tuner = new FineTuner(environment, options);
        using var images = SegmentationImages.Open(
            data, column, classes, options, tuner.Seed, tuner.Host.Warning, tuner.Host.Cancellation);
        var plan = new SegmentationPlan(options, classes.Names, images.PixelsOfClasses, images.Train.Count, tuner.ComputeType);
        FineTuningResult<SegmentationWeights, MaskFigures> result = tuner.Run(
            plan, CreateLearner, images.Counts(classes),
            (progress, train, validation) => options.EpochCompleted?.Invoke(new CmaeSegmentationEpoch(progress, train, validation)));
        return (result, classes);

        ITaskLearner<SegmentationWeights, MaskFigures> CreateLearner() => options.Freeze.IsLinearProbe
            ? new FrozenSegmenter(plan, images.Train, images.Validation, tuner.Seed, tuner.Device, tuner.Host.Cancellation)
            : new EndToEndSegmenter(plan, images.Train, images.Validation, tuner.Seed, tuner.Device);
    }

    /// <summary>The classes that the options name, or those that came with the column.</summary>
    /// <exception cref="ArgumentException">Neither says what the classes are.</exception>
    public static SegmentationClasses ClassesOf(MaskColumn column, Options options) =>
        (options.Classes is null ? column.Classes : new SegmentationClasses(options.Classes))
        ?? throw new ArgumentException(
            $"Nothing says which classes the masks of the column '{column.Column.Name}' have. Load the data with " +
            "mlContext.Data.LoadSegmentationFolder, which reads classes.csv, or name the classes in Options.Classes.", nameof(options));
}
