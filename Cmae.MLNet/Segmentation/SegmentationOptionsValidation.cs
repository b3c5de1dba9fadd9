using Cmae.MLNet.Encoders;
using Cmae.MLNet.FineTuning;
using Cmae.MLNet.Training;
using static Cmae.MLNet.CmaeSegmentationTrainer;

namespace Cmae.MLNet.Segmentation;

/// <summary>Checks all options together, before any work: every error in one message.</summary>
internal static class SegmentationOptionsValidation
{
    /// <exception cref="ArgumentException">One line for every option that is out of range: option, value, what is allowed.</exception>
    public static void Validate(Options options)
    {
        var errors = new OptionErrors("CmaeSegmentationTrainer.Options");
        errors.Named(nameof(options.MaskColumnName), options.MaskColumnName);
        errors.Named(nameof(options.LabelMapColumnName), options.LabelMapColumnName);
        errors.Named(nameof(options.ClassSharesColumnName), options.ClassSharesColumnName);
        errors.Named(nameof(options.MaskImageColumnName), options.MaskImageColumnName ?? "none");
        errors.Named(nameof(options.ProbabilitiesColumnName), options.ProbabilitiesColumnName ?? "none");
        FineTuningOptionsValidation.Check(options, errors);
        CheckSize(options, errors);
        errors.Defined(nameof(options.Head), options.Head);
        errors.Within(nameof(options.DiceWeight), options.DiceWeight, 0, 100);
        errors.Defined(nameof(options.ClassWeighting), options.ClassWeighting);
        errors.Within(nameof(options.ScoringBatchSize), options.ScoringBatchSize, 1, 1024);
        errors.ThrowIfAny();
    }

    private static void CheckSize(Options options, OptionErrors errors)
    {
        int patch = options.InitializeFrom?.PatchSize ?? SegmentationDefaults.PatchSize(options.PatchSize), size = options.ImageSize;
        bool isInRange = size is >= 8 and <= 4096;
        if (!isInRange && options.InitializeFrom is not null) // without an encoder it is checked as for every training
            errors.Add($"ImageSize = {size}; it must be 8 to 4096 pixels");
        if (!isInRange || patch < 1 || size % PyramidLayout.CoarsestStride(patch) == 0)
            return;
        int unit = PyramidLayout.CoarsestStride(patch), below = size / unit * unit;
        string sizes = below > 0 ? $"{below} or {below + unit}" : $"{unit}";
        errors.Add($"ImageSize = {size}; with patches of {patch} pixels it must be a multiple of {unit}, such as {sizes}");
    }
}
