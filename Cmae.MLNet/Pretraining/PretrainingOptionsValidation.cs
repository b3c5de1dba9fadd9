using Cmae.MLNet.Training;

namespace Cmae.MLNet.Pretraining;

/// <summary>Checks all options together, before any work: every error in one message.</summary>
internal static class PretrainingOptionsValidation
{
    /// <exception cref="ArgumentException">One line for every option that is out of range: option, value, what is allowed.</exception>
    public static void Validate(CmaePretrainingOptions options)
    {
        var errors = new OptionErrors(nameof(CmaePretrainingOptions));
        CheckModel(options, errors);
        CheckMaskAndContrast(options, errors);
        errors.Within(nameof(options.Momentum), options.Momentum, 0, 1);
        errors.Within(nameof(options.FinalMomentum), options.FinalMomentum, 0, 1);
        TrainingOptionsValidation.Check(options, smallestBatch: 2, errors);
        errors.AtLeast(nameof(options.HealthSteps), options.HealthSteps ?? 0, 0);
        errors.ThrowIfAny();
    }

    private static void CheckModel(CmaePretrainingOptions options, OptionErrors errors)
    {
        if (options.Architecture is not { } architecture)
        {
            errors.Add("Architecture is null; take a preset such as CmaeArchitecture.Micro");
            return;
        }
        errors.CheckEncoder(architecture, options.ImageSize, options.PatchSize);
        int decoderWidth = options.DecoderWidth ?? PretrainingDefaults.DecoderWidth(architecture.Width);
        int decoderHeads = options.DecoderHeads ?? PretrainingDefaults.DecoderHeads(decoderWidth);
        if (decoderWidth < 4 || decoderHeads < 1 || decoderWidth % 4 != 0 || decoderWidth % decoderHeads != 0)
        {
            errors.Add(
                $"DecoderWidth = {decoderWidth} with DecoderHeads = {decoderHeads}; " +
                "the width must be divisible by 4 and by the number of heads");
        }
        errors.AtLeast(nameof(options.PixelDecoderDepth), options.PixelDecoderDepth ?? 1, 1);
        errors.AtLeast(nameof(options.FeatureDecoderDepth), options.FeatureDecoderDepth ?? 1, 1);
        errors.AtLeast(nameof(options.ProjectorHiddenWidth), options.ProjectorHiddenWidth ?? 1, 1);
        errors.AtLeast(nameof(options.ProjectorWidth), options.ProjectorWidth ?? 1, 1);
        if (options.InitializeFrom is { } start)
            CheckStart(options, start, errors);
    }

    // No weight's shape shows the number of heads: with another number the weights would load and compute something else. Everything else
    // would be found only after the images have been read.
    private static void CheckStart(CmaePretrainingOptions options, CmaeEncoder start, OptionErrors errors)
    {
        if (start.Architecture != options.Architecture)
        {
            errors.Add(
                $"InitializeFrom has the architecture {Describe(start.Architecture)}, " +
                $"but Architecture = {Describe(options.Architecture)}; set Architecture = InitializeFrom.Architecture");
        }
        int patch = options.PatchSize ?? PatchSizes.Default(options.ImageSize);
        if ((start.ImageSize, start.PatchSize) != (options.ImageSize, patch))
        {
            errors.Add($"InitializeFrom sees {start.ImageSize} pixels in patches of {start.PatchSize}, " +
                $"but ImageSize = {options.ImageSize} and PatchSize = {patch}; " +
                "set them to InitializeFrom.ImageSize and InitializeFrom.PatchSize");
        }
        if (start.Configuration.OutputNorm != CmaeOutputNorm.BeforePooling)
        {
            errors.Add($"InitializeFrom has the output norm {start.Configuration.OutputNorm}; take an encoder with BeforePooling, " +
                "as pre-training gives, not a fine-tuned one or a momentum encoder");
        }
    }

    private static string Describe(CmaeArchitecture architecture) =>
        $"{architecture.Width}x{architecture.Depth}x{architecture.Heads} with an MLP of {architecture.MlpWidth}";

    private static void CheckMaskAndContrast(CmaePretrainingOptions options, OptionErrors errors)
    {
        errors.Within(nameof(options.MaskRatio), options.MaskRatio, 0.05, 0.95);
        errors.Defined(nameof(options.Masking), options.Masking);
        errors.Within(nameof(options.ContrastiveWeight), options.ContrastiveWeight, 0, 1000);
        errors.Within(nameof(options.ContrastiveDelay), options.ContrastiveDelay, 0, 0.99);
        errors.Within(nameof(options.Temperature), options.Temperature, 0.001, 10);
        errors.Within(nameof(options.MinimumCropArea), options.MinimumCropArea, 0.01, 1);
        if (options.MinimumCropArea is >= 0.01 and <= 1)
            errors.Within(nameof(options.MaximumCropArea), options.MaximumCropArea, options.MinimumCropArea, 1);
        errors.Defined(nameof(options.PositivePair), options.PositivePair);
        errors.Within(nameof(options.PixelShift), options.PixelShift ?? 0, 0, options.ImageSize - 1);
    }
}
