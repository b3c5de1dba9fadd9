using Cmae.MLNet.Training.RunFolder;

namespace Cmae.MLNet.Pretraining.RunFolder;

/// <summary>The settings that the numbers of a pre-training depend on: a resumed run must have the same.</summary>
internal static class PretrainingSettings
{
    /// <summary>The settings by name: numbers, enumerations, text.</summary>
    /// <param name="plan">The run.</param>
    /// <param name="seed">Its seed.</param>
    /// <param name="images">Hash of its images.</param>
    public static IReadOnlyDictionary<string, object> Of(PretrainingPlan plan, int seed, string images)
    {
        CmaePretrainingOptions options = plan.Options;
        KeyValuePair<string, object>[] own =
        [
            new(nameof(options.DecoderWidth), plan.Model.PixelDecoder.Width),
            new(nameof(options.DecoderHeads), plan.Model.PixelDecoder.Heads),
            new(nameof(options.PixelDecoderDepth), plan.Model.PixelDecoder.Depth),
            new(nameof(options.FeatureDecoderDepth), plan.Model.FeatureDecoder?.Depth ?? 0),
            new(nameof(options.ProjectorHiddenWidth), plan.Model.ProjectorHiddenWidth),
            new(nameof(options.ProjectorWidth), plan.Model.ProjectorWidth),
            new(nameof(options.MaskRatio), options.MaskRatio),
            new(nameof(options.Masking), plan.Model.Masking),
            new(nameof(options.ContrastiveWeight), options.ContrastiveWeight),
            new(nameof(options.ContrastiveDelay), options.ContrastiveDelay),
            new(nameof(options.Temperature), options.Temperature),
            new(nameof(options.PixelShift), plan.PixelShift),
            new(nameof(options.PositivePair), options.PositivePair),
            new(nameof(options.MinimumCropArea), options.MinimumCropArea),
            .. AddedOptions(options),
            new(nameof(options.ColorAugmentation), options.ColorAugmentation),
            new(nameof(options.Momentum), options.Momentum),
            new(nameof(options.FinalMomentum), options.FinalMomentum),
        ];
        IEnumerable<KeyValuePair<string, object>> settings = ResumableSettings.Of(plan.Model.Encoder).Concat(own)
            .Concat(ResumableSettings.Of(options, plan, plan.Model.ComputeType, seed, images));
        return new SortedDictionary<string, object>(settings.ToDictionary(), StringComparer.Ordinal);
    }

    // Checkpoints of versions without these options have none of them.
    private static IEnumerable<KeyValuePair<string, object>> AddedOptions(CmaePretrainingOptions options)
    {
        if (options.MaximumCropArea < 1)
            yield return new(nameof(options.MaximumCropArea), options.MaximumCropArea);
        if (options.OnlineColorAugmentation)
            yield return new(nameof(options.OnlineColorAugmentation), options.OnlineColorAugmentation);
    }
}
