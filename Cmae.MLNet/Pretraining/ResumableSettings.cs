using System.Globalization;
using Cmae.MLNet.Runtime;

namespace Cmae.MLNet.Pretraining;

/// <summary>The settings that a run's numbers depend on, as text: a resumed run must have the same.</summary>
internal static class ResumableSettings
{
    /// <summary>The settings as text.</summary>
    public static IReadOnlyDictionary<string, string> Of(IReadOnlyDictionary<string, object> values) =>
        values.ToDictionary(pair => pair.Key, pair => Convert.ToString(pair.Value, CultureInfo.InvariantCulture)!);

    /// <summary>The settings by name: numbers, enumerations, text.</summary>
    /// <param name="plan">The run.</param>
    /// <param name="seed">Its seed.</param>
    /// <param name="images">Hash of its images.</param>
    public static IReadOnlyDictionary<string, object> Values(PretrainingPlan plan, int seed, string images)
    {
        CmaePretrainingOptions options = plan.Options;
        var settings = new SortedDictionary<string, object>(StringComparer.Ordinal);
        Add(
            "Architecture",
            string.Join(
                'x', plan.Model.Encoder.Architecture.Width, plan.Model.Encoder.Architecture.Depth, plan.Model.Encoder.Architecture.Heads,
                plan.Model.Encoder.Architecture.MlpWidth));
        Add(nameof(options.ImageSize), plan.Model.Encoder.ImageSize);
        Add(nameof(options.PatchSize), plan.Model.Encoder.PatchSize);
        Add("Preprocessing", Describe(plan.Model.Encoder.Preprocessing));
        Add(nameof(options.DecoderWidth), plan.Model.PixelDecoder.Width);
        Add(nameof(options.DecoderHeads), plan.Model.PixelDecoder.Heads);
        Add(nameof(options.PixelDecoderDepth), plan.Model.PixelDecoder.Depth);
        Add(nameof(options.FeatureDecoderDepth), plan.Model.FeatureDecoder?.Depth ?? 0);
        Add(nameof(options.ProjectorHiddenWidth), plan.Model.ProjectorHiddenWidth);
        Add(nameof(options.ProjectorWidth), plan.Model.ProjectorWidth);
        Add(nameof(options.MaskRatio), options.MaskRatio);
        Add(nameof(options.Masking), plan.Model.Masking);
        Add(nameof(options.ContrastiveWeight), options.ContrastiveWeight);
        Add(nameof(options.ContrastiveDelay), options.ContrastiveDelay);
        Add(nameof(options.Temperature), options.Temperature);
        Add(nameof(options.PixelShift), plan.PixelShift);
        Add(nameof(options.PositivePair), options.PositivePair);
        Add(nameof(options.MinimumCropArea), options.MinimumCropArea);
        Add(nameof(options.ColorAugmentation), options.ColorAugmentation);
        Add(nameof(options.BatchSize), plan.BatchSize);
        Add(nameof(options.AccumulationSteps), plan.AccumulationSteps);
        Add(nameof(options.Epochs), options.TimeBudget is null ? plan.Epochs : 0);
        Add(nameof(options.TimeBudget), options.TimeBudget?.ToString("c") ?? "none");
        Add(nameof(options.BaseLearningRate), options.BaseLearningRate);
        Add(nameof(options.WarmupFraction), options.WarmupFraction);
        Add(nameof(options.WeightDecay), options.WeightDecay);
        Add(nameof(options.Beta2), options.Beta2);
        Add(nameof(options.Momentum), options.Momentum);
        Add(nameof(options.FinalMomentum), options.FinalMomentum);
        Add(nameof(options.GradientClipping), (object?)options.GradientClipping ?? "none");
        Add(nameof(options.Precision), TrainingPrecision.Describe(plan.Model.ComputeType));
        Add("number of images", plan.ImageCount);
        Add("hash of the images", images);
        Add(nameof(options.Seed), seed);
        return settings;

        void Add(string name, object value) => settings.Add(name, value);
    }

    private static string Describe(CmaeImagePreprocessing preprocessing)
    {
        (CmaeChannelTriple mean, CmaeChannelTriple deviation) = (preprocessing.Mean, preprocessing.StandardDeviation);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{preprocessing.ChannelOrder}, mean {mean.First} {mean.Second} {mean.Third}, " +
            $"standard deviation {deviation.First} {deviation.Second} {deviation.Third}");
    }
}
