namespace Cmae.MLNet.Training;

/// <summary>Checks the options that all kinds of training share; each kind also checks its own.</summary>
internal static class TrainingOptionsValidation
{
    /// <summary>Notes an error for every option that is out of range: option, value, what is allowed.</summary>
    /// <param name="options">The options.</param>
    /// <param name="smallestBatch">Images that a micro-batch must have at least.</param>
    /// <param name="errors">Takes the errors.</param>
    public static void Check(CmaeTrainingOptions options, int smallestBatch, OptionErrors errors)
    {
        errors.AtLeast(nameof(options.BatchSize), options.BatchSize, smallestBatch);
        errors.AtLeast(nameof(options.AccumulationSteps), options.AccumulationSteps, 1);
        errors.AtLeast(nameof(options.Epochs), options.Epochs ?? 1, 1);
        if (options.TimeBudget is { } budget && budget <= TimeSpan.Zero)
            errors.Add($"TimeBudget = {budget}; it must be longer than zero, or null for none");
        errors.Within(nameof(options.BaseLearningRate), options.BaseLearningRate, double.Epsilon, 1);
        errors.Within(nameof(options.WarmupFraction), options.WarmupFraction, 0, 1);
        errors.Within(nameof(options.WeightDecay), options.WeightDecay, 0, 10);
        errors.Within(nameof(options.Beta2), options.Beta2, 0, 0.999999);
        if (options.GradientClipping is { } clip && !(clip > 0))
            errors.Add($"GradientClipping = {clip}; it must be greater than zero, or null for none");
        errors.Defined(nameof(options.Device), options.Device);
        errors.Defined(nameof(options.Precision), options.Precision);
        if (options.CacheBytes < 0)
            errors.Add($"CacheBytes = {options.CacheBytes}; it must be at least 0");
        ImageLimitsValidation.Check(options.MaxImageFileBytes, options.MaxImagePixels, errors);
        errors.Defined(nameof(options.OnBadImage), options.OnBadImage);
        errors.Defined(nameof(options.OnCancellation), options.OnCancellation);
        CheckRun(options, errors);
    }

    private static void CheckRun(CmaeTrainingOptions options, OptionErrors errors)
    {
        errors.AtLeast(nameof(options.CheckpointSteps), options.CheckpointSteps ?? 1, 1);
        errors.AtLeast(nameof(options.CheckpointsKept), options.CheckpointsKept, 1);
        if (options.CheckpointInterval <= TimeSpan.Zero)
            errors.Add($"CheckpointInterval = {options.CheckpointInterval}; it must be longer than zero");
        if (options.Resume && options.RunDirectory is null)
            errors.Add("Resume = True without a RunDirectory; name the folder of the run to resume");
        errors.AtLeast(nameof(options.MoreEpochs), options.MoreEpochs ?? 1, 1);
        if (options.MoreEpochs is { } more && !options.Resume)
            errors.Add($"MoreEpochs = {more} without Resume; it adds to a run that has ended: set RunDirectory and Resume = true");
    }
}
