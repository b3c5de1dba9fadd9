using Cmae.MLNet.Pretraining;
using Cmae.MLNet.Training;
using static Cmae.MLNet.CmaeFeaturizingEstimator;

namespace Cmae.MLNet.Featurization;

/// <summary>Checks all options together, before any work: every error in one message, and those of pre-training in another.</summary>
internal static class FeaturizingOptionsValidation
{
    /// <exception cref="ArgumentException">One line for every option that is out of range: option, value, what is allowed.</exception>
    public static void Validate(Options options)
    {
        var errors = new OptionErrors("CmaeFeaturizingEstimator.Options");
        errors.Named(nameof(options.OutputColumnName), options.OutputColumnName);
        if (options.InputColumnName is { } input)
            errors.Named(nameof(options.InputColumnName), input);
        errors.Defined(nameof(options.FeatureKind), options.FeatureKind);
        errors.Defined(nameof(options.Engine), options.Engine);
        if (options.Engine == CmaeScoringEngine.LibtorchBFloat16 && options.FeatureKind == CmaeFeatureKind.Attention)
            errors.Add("FeatureKind = Attention, which Engine = LibtorchBFloat16 does not compute; set Engine = OnnxRuntime");
        if (options.OnBadImage is { } onBadImage)
            errors.Defined(nameof(options.OnBadImage), onBadImage);
        ImageLimitsValidation.Check(options.MaxImageFileBytes ?? 1, options.MaxImagePixels ?? 1, errors);
        errors.Within(nameof(options.ScoringBatchSize), options.ScoringBatchSize, 1, 1024);
        if (options.FeatureCacheBytes < 0)
            errors.Add($"FeatureCacheBytes = {options.FeatureCacheBytes}; it must be at least 0");
        if (options.Encoder is null && options.Pretraining is null)
            errors.Add("Encoder and Pretraining are null; set Encoder to reuse one, or Pretraining to train one");
        errors.ThrowIfAny();
        if (options is { Encoder: null, Pretraining: { } pretraining })
            PretrainingOptionsValidation.Validate(pretraining);
    }
}
