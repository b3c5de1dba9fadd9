using System.Globalization;
using Cmae.MLNet.Runtime;
using static TorchSharp.torch;

namespace Cmae.MLNet.Training.RunFolder;

/// <summary>The settings that the numbers of any training depend on: a resumed run must have the same.</summary>
internal static class ResumableSettings
{
    /// <summary>The settings as text.</summary>
    public static IReadOnlyDictionary<string, string> AsText(IReadOnlyDictionary<string, object> values) =>
        values.ToDictionary(pair => pair.Key, pair => Convert.ToString(pair.Value, CultureInfo.InvariantCulture)!);

    /// <summary>The sizes of an encoder, and the pixels that it sees.</summary>
    public static IEnumerable<KeyValuePair<string, object>> Of(CmaeEncoderConfiguration encoder)
    {
        (int width, int depth, int heads, int mlpWidth) = encoder.Architecture;
        yield return new("Architecture", string.Join('x', width, depth, heads, mlpWidth));
        yield return new("ImageSize", encoder.ImageSize);
        yield return new("PatchSize", encoder.PatchSize);
        yield return new("Preprocessing", Describe(encoder.Preprocessing));
    }

    /// <summary>The options that every training has, with the values taken for those that were left open.</summary>
    /// <param name="options">The options.</param>
    /// <param name="plan">What they amount to.</param>
    /// <param name="computeType">The type that matrices are multiplied in; null for fp32.</param>
    /// <param name="seed">Seed of everything random.</param>
    /// <param name="images">Hash of the images.</param>
    public static IEnumerable<KeyValuePair<string, object>> Of(
        CmaeTrainingOptions options, StepPlan plan, ScalarType? computeType, int seed, string images)
    {
        yield return new(nameof(options.BatchSize), plan.BatchSize);
        yield return new(nameof(options.AccumulationSteps), plan.AccumulationSteps);
        yield return new(nameof(options.Epochs), options.TimeBudget is null ? plan.Epochs : 0);
        yield return new(nameof(options.TimeBudget), options.TimeBudget?.ToString("c") ?? "none");
        yield return new(nameof(options.BaseLearningRate), options.BaseLearningRate);
        yield return new(nameof(options.WarmupFraction), options.WarmupFraction);
        yield return new(nameof(options.WeightDecay), options.WeightDecay);
        yield return new(nameof(options.Beta2), options.Beta2);
        yield return new(nameof(options.GradientClipping), (object?)options.GradientClipping ?? "none");
        yield return new(nameof(options.Precision), TrainingPrecision.Describe(computeType));
        yield return new("number of images", plan.ImageCount);
        yield return new("hash of the images", images);
        yield return new(nameof(options.Seed), seed);
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
