using System.Reflection;
using Cmae.MLNet.Classification;
using Cmae.MLNet.FineTuning;
using Cmae.MLNet.FineTuning.RunFolder;

namespace Cmae.MLNet.Tests.FineTuning.RunFolder;

[TestClass]
public sealed class FineTuningSettingsTests
{
    /// <summary>Options that change no number of a training.</summary>
    private static readonly string[] s_others =
    [
        // what is read, and what is done with a trained model
        "ImageColumnName", "LabelColumnName", "ScoreColumnName", "PredictedLabelColumnName", "OnBadImage", "CacheBytes",
        "MaxImageFileBytes", "MaxImagePixels",
        "Calibrate", "TestTimeFlip", "ScoringBatchSize",
        // the images, whose hash is a setting, and sizes that the encoder's has
        "ValidationSet", "ValidationFraction",
        // the run itself
        "Device", "OnCancellation", "CancellationToken", "StepCompleted", "EpochCompleted",
        "RunDirectory", "Resume", "MoreEpochs", "CheckpointInterval", "CheckpointSteps", "CheckpointsKept",
    ];

    /// <summary>Whoever adds an option decides whether a resumed run must have the same.</summary>
    [TestMethod]
    public void EveryOptionIsASettingOrChangesNoNumber()
    {
        var plan = new ClassificationPlan(new CmaeImageClassificationTrainer.Options(), [12, 12]);
        string[] settings = [.. FineTuningSettings.Of(plan, seed: 1, new ImageCounts(0, 0) { Fingerprint = "" }).Keys];
        string[] options =
        [
            .. typeof(CmaeImageClassificationTrainer.Options).GetProperties(BindingFlags.Instance | BindingFlags.Public)
                .Select(property => property.Name),
        ];
        CollectionAssert.AreEquivalent(options, settings.Intersect(options).Concat(s_others).ToArray());
    }
}
