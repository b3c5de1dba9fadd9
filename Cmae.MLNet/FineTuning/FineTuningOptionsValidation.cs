using Cmae.MLNet.Training;
using static Cmae.MLNet.CmaeImageClassificationTrainer;

namespace Cmae.MLNet.FineTuning;

/// <summary>Checks all options together, before any work: every error in one message.</summary>
internal static class FineTuningOptionsValidation
{
    /// <exception cref="ArgumentException">One line for every option that is out of range: option, value, what is allowed.</exception>
    public static void Validate(Options options)
    {
        var errors = new OptionErrors("CmaeImageClassificationTrainer.Options");
        errors.Named(nameof(options.LabelColumnName), options.LabelColumnName);
        errors.Named(nameof(options.ImageColumnName), options.ImageColumnName);
        errors.Named(nameof(options.ScoreColumnName), options.ScoreColumnName);
        errors.Named(nameof(options.PredictedLabelColumnName), options.PredictedLabelColumnName);
        CheckEncoder(options, errors);
        CheckValidation(options, errors);
        CheckRegularization(options, errors);
        CheckOptimization(options, errors);
        errors.Defined(nameof(options.Device), options.Device);
        errors.Defined(nameof(options.Precision), options.Precision);
        errors.Defined(nameof(options.OnBadImage), options.OnBadImage);
        errors.Defined(nameof(options.OnCancellation), options.OnCancellation);
        errors.Within(nameof(options.ScoringBatchSize), options.ScoringBatchSize, 1, 1024);
        if (options.CacheBytes < 0)
            errors.Add($"CacheBytes = {options.CacheBytes}; it must be at least 0");
        errors.ThrowIfAny();
    }

    private static void CheckEncoder(Options options, OptionErrors errors)
    {
        CmaeArchitecture? architecture = options.Encoder?.Architecture ?? options.Architecture;
        if (architecture is null)
        {
            errors.Add("Encoder and Architecture are null; set the one to start from an encoder, the other to start from random weights");
            return;
        }
        int imageSize = options.Encoder?.ImageSize ?? options.ImageSize;
        if (options.Encoder is null)
            errors.CheckEncoder(architecture, imageSize, options.PatchSize);
        if (options.EvaluationResizeSize is { } resize && (resize < imageSize || resize > 8 * imageSize))
            errors.Add($"EvaluationResizeSize = {resize}; it must be at least the image size of {imageSize}, and at most eight times that");
        if (options.Freeze != CmaeFreeze.Nothing && options.Encoder is null)
            errors.Add($"Freeze = {options.Freeze} without an Encoder; frozen random weights learn nothing: set Encoder, or Freeze = CmaeFreeze.Nothing");
        else if (options.Freeze.LastBlocks > architecture.Depth)
            errors.Add($"Freeze = {options.Freeze}; the encoder has {architecture.Depth} blocks");
    }

    private static void CheckValidation(Options options, OptionErrors errors)
    {
        errors.Within(nameof(options.ValidationFraction), options.ValidationFraction, 0, 0.9);
        errors.AtLeast(nameof(options.Patience), options.Patience ?? 1, 1);
        bool validates = options.ValidationSet is not null || options.ValidationFraction > 0;
        if (options.Patience is { } patience && !validates)
            errors.Add($"Patience = {patience} needs validation images; set ValidationSet, or ValidationFraction above 0");
        if (options.Calibrate && !validates)
            errors.Add("Calibrate = True needs validation images; set ValidationSet, or ValidationFraction above 0");
    }

    private static void CheckRegularization(Options options, OptionErrors errors)
    {
        errors.Within(nameof(options.MinimumCropArea), options.MinimumCropArea, 0.01, 1);
        errors.Within(nameof(options.RandomErasingProbability), options.RandomErasingProbability, 0, 1);
        errors.Within(nameof(options.MixProbability), options.MixProbability, 0, 1);
        errors.Within(nameof(options.MixupAlpha), options.MixupAlpha, 0, 100);
        errors.Within(nameof(options.CutMixAlpha), options.CutMixAlpha, 0, 100);
        errors.Within(nameof(options.LabelSmoothing), options.LabelSmoothing, 0, 0.9);
        errors.Within(nameof(options.DropPath), options.DropPath, 0, 0.9);
        errors.Defined(nameof(options.ClassWeighting), options.ClassWeighting);
    }

    private static void CheckOptimization(Options options, OptionErrors errors)
    {
        errors.AtLeast(nameof(options.BatchSize), options.BatchSize, 1);
        errors.AtLeast(nameof(options.AccumulationSteps), options.AccumulationSteps, 1);
        errors.AtLeast(nameof(options.Epochs), options.Epochs ?? 1, 1);
        if (options.TimeBudget is { } budget && budget <= TimeSpan.Zero)
            errors.Add($"TimeBudget = {budget}; it must be longer than zero, or null for none");
        errors.Within(nameof(options.BaseLearningRate), options.BaseLearningRate, double.Epsilon, 1);
        errors.Within(nameof(options.MinimumLearningRate), options.MinimumLearningRate, 0, 1);
        errors.Within(nameof(options.WarmupFraction), options.WarmupFraction, 0, 1);
        errors.Within(nameof(options.LayerDecay), options.LayerDecay ?? 1, 0.01, 1);
        errors.Within(nameof(options.WeightDecay), options.WeightDecay, 0, 10);
        errors.Within(nameof(options.Beta1), options.Beta1, 0, 0.999999);
        errors.Within(nameof(options.Beta2), options.Beta2, 0, 0.999999);
        errors.Within(nameof(options.WeightAveraging), options.WeightAveraging ?? 0.5, 0, 0.999999);
        if (options.GradientClipping is { } clip && !(clip > 0))
            errors.Add($"GradientClipping = {clip}; it must be greater than zero, or null for none");
    }
}
