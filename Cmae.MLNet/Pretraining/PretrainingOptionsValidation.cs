namespace Cmae.MLNet.Pretraining;

/// <summary>Checks all options together, before any work: every error in one message.</summary>
internal static class PretrainingOptionsValidation
{
    /// <exception cref="ArgumentException">One line for every option that is out of range: option, value, what is allowed.</exception>
    public static void Validate(CmaePretrainingOptions options)
    {
        var errors = new List<string>();
        CheckModel(options, errors);
        CheckMaskAndContrast(options, errors);
        CheckOptimization(options, errors);
        if (errors.Count > 0)
        {
            throw new ArgumentException(
                $"{errors.Count} option{(errors.Count == 1 ? "" : "s")} of CmaePretrainingOptions cannot be used:{string.Concat(errors.Select(e => $"{Environment.NewLine}- {e}"))}",
                nameof(options));
        }
    }

    private static void CheckModel(CmaePretrainingOptions options, List<string> errors)
    {
        if (options.Architecture is not { } architecture)
        {
            errors.Add("Architecture is null; take a preset such as CmaeArchitecture.Tiny");
            return;
        }
        (int width, int depth, int heads, int mlpWidth) = architecture;
        if (width < 4 || heads < 1 || width % 4 != 0 || width % heads != 0)
            errors.Add($"Architecture has a width of {width} and {heads} heads; the width must be divisible by 4 and by the number of heads");
        if (depth < 1 || mlpWidth < 1)
            errors.Add($"Architecture has a depth of {depth} and an MLP width of {mlpWidth}; both must be at least 1");
        if (options.ImageSize is < 8 or > 4096)
            errors.Add($"ImageSize = {options.ImageSize}; it must be 8 to 4096 pixels");
        else if (options.PatchSize is { } patch && (patch < 1 || options.ImageSize % patch != 0))
            errors.Add($"PatchSize = {patch} does not divide ImageSize = {options.ImageSize}; patch sizes that do: {string.Join(", ", Divisors(options.ImageSize))}");
        int decoderWidth = options.DecoderWidth ?? PretrainingDefaults.DecoderWidth(width);
        int decoderHeads = options.DecoderHeads ?? PretrainingDefaults.DecoderHeads(decoderWidth);
        if (decoderWidth < 4 || decoderHeads < 1 || decoderWidth % 4 != 0 || decoderWidth % decoderHeads != 0)
            errors.Add($"DecoderWidth = {decoderWidth} with DecoderHeads = {decoderHeads}; the width must be divisible by 4 and by the number of heads");
        AtLeast(nameof(options.PixelDecoderDepth), options.PixelDecoderDepth, 1, errors);
        AtLeast(nameof(options.FeatureDecoderDepth), options.FeatureDecoderDepth, 1, errors);
        AtLeast(nameof(options.ProjectorHiddenWidth), options.ProjectorHiddenWidth ?? 1, 1, errors);
        AtLeast(nameof(options.ProjectorWidth), options.ProjectorWidth ?? 1, 1, errors);
    }

    private static void CheckMaskAndContrast(CmaePretrainingOptions options, List<string> errors)
    {
        Within(nameof(options.MaskRatio), options.MaskRatio, 0.05, 0.95, errors);
        Within(nameof(options.ContrastiveWeight), options.ContrastiveWeight, 0, 1000, errors);
        Within(nameof(options.Temperature), options.Temperature, 0.001, 10, errors);
        Within(nameof(options.MinimumCropArea), options.MinimumCropArea, 0.01, 1, errors);
        Within(nameof(options.PixelShift), options.PixelShift ?? 0, 0, options.ImageSize - 1, errors);
    }

    private static void CheckOptimization(CmaePretrainingOptions options, List<string> errors)
    {
        AtLeast(nameof(options.BatchSize), options.BatchSize, 2, errors);
        AtLeast(nameof(options.AccumulationSteps), options.AccumulationSteps, 1, errors);
        AtLeast(nameof(options.Epochs), options.Epochs ?? 1, 1, errors);
        if (options.TimeBudget is { } budget && budget <= TimeSpan.Zero)
            errors.Add($"TimeBudget = {budget}; it must be longer than zero, or null for none");
        Within(nameof(options.BaseLearningRate), options.BaseLearningRate, double.Epsilon, 1, errors);
        Within(nameof(options.WarmupFraction), options.WarmupFraction, 0, 1, errors);
        Within(nameof(options.WeightDecay), options.WeightDecay, 0, 10, errors);
        Within(nameof(options.Beta2), options.Beta2, 0, 0.999999, errors);
        Within(nameof(options.Momentum), options.Momentum, 0, 1, errors);
        Within(nameof(options.FinalMomentum), options.FinalMomentum, 0, 1, errors);
        if (options.GradientClipping is { } clip && !(clip > 0))
            errors.Add($"GradientClipping = {clip}; it must be greater than zero, or null for none");
        AtLeast(nameof(options.CheckpointSteps), options.CheckpointSteps ?? 1, 1, errors);
        AtLeast(nameof(options.CheckpointsKept), options.CheckpointsKept, 1, errors);
        if (options.CheckpointInterval <= TimeSpan.Zero)
            errors.Add($"CheckpointInterval = {options.CheckpointInterval}; it must be longer than zero");
        if (options.Resume && options.RunDirectory is null)
            errors.Add("Resume = True without a RunDirectory; name the folder of the run to go on with");
        if (!Enum.IsDefined(options.Precision))
            errors.Add($"Precision = {options.Precision}; it must be one of {string.Join(", ", Enum.GetNames<CmaePrecision>())}");
        if (options.CacheBytes < 0)
            errors.Add($"CacheBytes = {options.CacheBytes}; it must be at least 0");
    }

    private static void AtLeast(string option, int value, int minimum, List<string> errors)
    {
        if (value < minimum)
            errors.Add($"{option} = {value}; it must be at least {minimum}");
    }

    private static void Within(string option, double value, double minimum, double maximum, List<string> errors)
    {
        if (!(value >= minimum && value <= maximum))
            errors.Add(FormattableString.Invariant($"{option} = {value}; it must be {minimum} to {maximum}"));
    }

    private static IEnumerable<int> Divisors(int number) => Enumerable.Range(1, number).Where(d => number % d == 0);
}
