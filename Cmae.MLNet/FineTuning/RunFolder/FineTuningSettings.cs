using Cmae.MLNet.Encoders;
using Cmae.MLNet.Training.RunFolder;

namespace Cmae.MLNet.FineTuning.RunFolder;

/// <summary>The settings that the numbers of a fine-tuning depend on: a resumed run must have the same.</summary>
internal static class FineTuningSettings
{
    /// <summary>The settings by name: numbers, enumerations, text; with those of the task.</summary>
    /// <param name="plan">The run.</param>
    /// <param name="seed">Its seed.</param>
    /// <param name="images">Its images.</param>
    public static IReadOnlyDictionary<string, object> Of(FineTuningPlan plan, int seed, ImageCounts images)
    {
        CmaeFineTuningOptions options = plan.Options;
        KeyValuePair<string, object>[] own =
        [
            new("task", plan.Task),
            new(nameof(options.InitializeFrom), StartOf(options.InitializeFrom)),
            new(nameof(options.Freeze), options.Freeze.ToString()),
            new("validation images", images.Validation),
            new(nameof(options.Patience), (object?)options.Patience ?? "none"),
            new(nameof(options.DropPath), options.DropPath),
            new(nameof(options.MinimumLearningRate), options.MinimumLearningRate),
            new(nameof(options.LayerDecay), plan.LayerDecay),
            new(nameof(options.Beta1), options.Beta1),
            new(nameof(options.WeightAveraging), (object?)options.WeightAveraging ?? "none"),
        ];
        IEnumerable<KeyValuePair<string, object>> settings = ResumableSettings.Of(plan.Encoder).Concat(own).Concat(plan.TaskSettings)
            .Concat(ResumableSettings.Of(options, plan, plan.ComputeType, seed, images.Fingerprint));
        return new SortedDictionary<string, object>(settings.ToDictionary(), StringComparer.Ordinal);
    }

    private static string StartOf(CmaeEncoder? encoder) => encoder is null ? "random weights" : $"encoder {WeightsHash.Of(encoder)}";
}
