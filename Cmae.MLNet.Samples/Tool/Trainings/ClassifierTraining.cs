using Cmae.MLNet.Samples.Tool.Display;
using Cmae.MLNet.Samples.Tool.Images;
using Cmae.MLNet.Samples.Tool.Reporting;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Cmae.MLNet.Samples.Tool.Trainings;

/// <summary>Fine-tuning and its measurement on images that it has not seen.</summary>
/// <param name="Model">From ImagePath to PredictedLabel and Score.</param>
/// <param name="Encoder">The fine-tuned encoder.</param>
/// <param name="Accuracy">Share of the test images that are classified right, from 0 to 1.</param>
/// <param name="Epochs">Epochs that were trained.</param>
/// <param name="BestEpoch">The one whose weights these are.</param>
/// <param name="ImagesSeen">Images shown in training, including repetitions.</param>
internal sealed record ClassifierTraining(
    ITransformer Model, CmaeEncoder Encoder, double Accuracy, int Epochs, int BestEpoch, long ImagesSeen)
{
    /// <summary>
    /// Trains on rows of ImagePath and Label, keeps the epoch that is best on the validation rows, and measures on the test rows. Without
    /// validation rows the options say what is held out of the training rows.
    /// </summary>
    public static ClassifierTraining Run(
        MLContext ml, IDataView train, IDataView? validation, IDataView test, CmaeImageClassificationTrainer.Options options,
        EpochLines lines)
    {
        RequireKnownClasses(train, test, "test");
        if (validation is not null)
            RequireKnownClasses(train, validation, "validation");
        ITransformer prepare = ml.Transforms.Conversion.MapValueToKey("Label")
            .Append(ml.Transforms.LoadImages("Image", imageFolder: null, "ImagePath"))
            .Fit(train);
        IDataView prepared = prepare.Transform(train);
        CmaeImageClassificationEpoch? last = null, best = null;
        options.ValidationSet = validation is null ? null : prepare.Transform(validation);
        options.EpochCompleted = epoch =>
        {
            last = epoch;
            best = epoch.IsBest ? epoch : best;
            lines.Show(epoch);
        };
        options.StepCompleted = lines.Show;
        CmaeImageClassificationTransformer classifier = ml.MulticlassClassification.Trainers.CmaeImageClassification(options).Fit(prepared);
        ITransformer values = ml.Transforms.Conversion.MapKeyToValue("PredictedLabel").Fit(classifier.Transform(prepared));
        var model = new TransformerChain<ITransformer>(prepare, classifier, values);
        double accuracy = ml.MulticlassClassification.Evaluate(model.Transform(test)).MicroAccuracy;
        if (last is not null && best is not null)
            return new ClassifierTraining(model, classifier.Encoder, accuracy, last.Epoch, best.Epoch, last.ImagesSeen);
        // A run that was resumed late: what it did earlier is in its folder.
        FineTuningFigures run = FineTuningFigures.Read(new DirectoryInfo(options.RunDirectory!));
        return new ClassifierTraining(model, classifier.Encoder, accuracy, run.Epochs, run.BestEpoch, run.ImagesSeen);
    }

    /// <summary>
    /// Changes options that have an encoder, so that they start from random weights: of the same sizes and evaluation crop, nothing frozen.
    /// </summary>
    /// <returns>The same options.</returns>
    public static CmaeImageClassificationTrainer.Options FromScratch(CmaeImageClassificationTrainer.Options options)
    {
        CmaeEncoder encoder = options.InitializeFrom!;
        (options.Architecture, options.ImageSize, options.PatchSize) = (encoder.Architecture, encoder.ImageSize, encoder.PatchSize);
        options.EvaluationResizeSize ??= encoder.Preprocessing.ResizeSize;
        (options.InitializeFrom, options.Freeze) = (null, CmaeFreeze.Nothing);
        return options;
    }

    private static void RequireKnownClasses(IDataView train, IDataView images, string what)
    {
        string[] unknown = ClassNames.Unknown(images.GetColumn<string>("Label"), train.GetColumn<string>("Label"));
        if (unknown.Length > 0)
            throw new InvalidDataException(
                $"There are {what} images of classes that no train image has: {ClassNames.Listed(unknown)}. Take them out, or add train "
                    + "images of these classes.");
    }
}
