using Cmae.MLNet.FineTuning;
using Cmae.MLNet.Training;
using static Cmae.MLNet.CmaeImageClassificationTrainer;

namespace Cmae.MLNet.Classification;

/// <summary>Checks all options together, before any work: every error in one message.</summary>
internal static class ClassificationOptionsValidation
{
    /// <exception cref="ArgumentException">One line for every option that is out of range: option, value, what is allowed.</exception>
    public static void Validate(Options options)
    {
        var errors = new OptionErrors("CmaeImageClassificationTrainer.Options");
        errors.Named(nameof(options.LabelColumnName), options.LabelColumnName);
        errors.Named(nameof(options.ScoreColumnName), options.ScoreColumnName);
        errors.Named(nameof(options.PredictedLabelColumnName), options.PredictedLabelColumnName);
        FineTuningOptionsValidation.Check(options, errors);
        int imageSize = options.InitializeFrom?.ImageSize ?? options.ImageSize;
        if (options.EvaluationResizeSize is { } resize && (resize < imageSize || resize > 8 * imageSize))
            errors.Add($"EvaluationResizeSize = {resize}; it must be at least the image size of {imageSize}, and at most eight times that");
        if (options.Calibrate && !FineTuningOptionsValidation.Validates(options))
            errors.Add("Calibrate = True needs validation images; set ValidationSet, or ValidationFraction above 0");
        errors.Within(nameof(options.MinimumCropArea), options.MinimumCropArea, 0.01, 1);
        errors.Within(nameof(options.RandomErasingProbability), options.RandomErasingProbability, 0, 1);
        errors.Within(nameof(options.MixProbability), options.MixProbability, 0, 1);
        errors.Within(nameof(options.MixupAlpha), options.MixupAlpha, 0, 100);
        errors.Within(nameof(options.CutMixAlpha), options.CutMixAlpha, 0, 100);
        errors.Within(nameof(options.LabelSmoothing), options.LabelSmoothing, 0, 0.9);
        errors.Defined(nameof(options.ClassWeighting), options.ClassWeighting);
        errors.Within(nameof(options.ScoringBatchSize), options.ScoringBatchSize, 1, 1024);
        errors.ThrowIfAny();
    }
}
