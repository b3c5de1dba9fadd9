using Cmae.MLNet.Training;

namespace Cmae.MLNet.FineTuning;

/// <summary>Checks the options that all fine-tuning tasks share; each task also checks its own.</summary>
internal static class FineTuningOptionsValidation
{
    /// <summary>Notes an error for every option that is out of range: option, value, what is allowed.</summary>
    public static void Check(CmaeFineTuningOptions options, OptionErrors errors)
    {
        errors.Named(nameof(options.ImageColumnName), options.ImageColumnName);
        CheckEncoder(options, errors);
        CheckValidation(options, errors);
        errors.Within(nameof(options.DropPath), options.DropPath, 0, 0.9);
        errors.Within(nameof(options.MinimumLearningRate), options.MinimumLearningRate, 0, 1);
        errors.Within(nameof(options.LayerDecay), options.LayerDecay ?? 1, 0.01, 1);
        errors.Within(nameof(options.Beta1), options.Beta1, 0, 0.999999);
        errors.Within(nameof(options.WeightAveraging), options.WeightAveraging ?? 0.5, 0, 0.999999);
        TrainingOptionsValidation.Check(options, smallestBatch: 1, errors);
    }

    /// <summary>Whether there will be images to validate on.</summary>
    public static bool Validates(CmaeFineTuningOptions options) => options.ValidationSet is not null || options.ValidationFraction > 0;

    private static void CheckEncoder(CmaeFineTuningOptions options, OptionErrors errors)
    {
        CmaeArchitecture? architecture = options.InitializeFrom?.Architecture ?? options.Architecture;
        if (architecture is null)
        {
            errors.Add(
                "InitializeFrom and Architecture are null; set InitializeFrom to start from an encoder, " +
                "or Architecture to start from random weights");
            return;
        }
        if (options.InitializeFrom is null)
            errors.CheckEncoder(architecture, options.ImageSize, options.PatchSize);
        if (options.Freeze != CmaeFreeze.Nothing && options.InitializeFrom is null)
        {
            errors.Add($"Freeze = {options.Freeze} without InitializeFrom; frozen random weights learn nothing: " +
                "set InitializeFrom, or Freeze = CmaeFreeze.Nothing");
        }
        else if (options.Freeze.LastBlocks > architecture.Depth)
        {
            errors.Add($"Freeze = {options.Freeze}; the encoder has {architecture.Depth} blocks");
        }
    }

    private static void CheckValidation(CmaeFineTuningOptions options, OptionErrors errors)
    {
        errors.Within(nameof(options.ValidationFraction), options.ValidationFraction, 0, 0.9);
        errors.AtLeast(nameof(options.Patience), options.Patience ?? 1, 1);
        if (options.Patience is { } patience && !Validates(options))
            errors.Add($"Patience = {patience} needs validation images; set ValidationSet, or ValidationFraction above 0");
    }
}
