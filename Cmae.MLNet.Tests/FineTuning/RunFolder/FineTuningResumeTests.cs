using Cmae.MLNet.Tests.Classification;
using Cmae.MLNet.Tests.Pretraining;
using Cmae.MLNet.Tests.Training.RunFolder;
using Microsoft.ML;
using static Cmae.MLNet.Tests.FineTuning.RunFolder.FineTuningRunFolder;

namespace Cmae.MLNet.Tests.FineTuning.RunFolder;

/// <summary>A fine-tuning that is stopped and resumed gives the bits of an undisturbed one, whatever it trains and wherever it stops.</summary>
[TestClass]
public sealed class FineTuningResumeTests
{
    private static readonly CmaeEncoder s_encoder = TinyFineTuning.Encoder();

    public static IEnumerable<TestDataRow<(int StopAfter, Action<CmaeImageClassificationTrainer.Options> Change)>> Ways =>
    [
        // in the first epoch; between an epoch's last step and its validation; within an epoch; at the end
        .. new[] { 1, 8, 14, 24 }.Select(step => Way($"end to end, stopped after step {step}", step, _ => { })),
        Way("averaged weights, clipped gradients", 10, options => (options.WeightAveraging, options.GradientClipping) = (0.9, 1)),
        Way("accumulated gradients", 5, options => (options.BatchSize, options.AccumulationSteps) = (3, 2)),
        Way("the last block", 9, options => (options.InitializeFrom, options.Freeze) = (s_encoder, CmaeFreeze.AllButLast(1))),
        Way("a linear probe", 9, options => (options.InitializeFrom, options.Freeze) = (s_encoder, CmaeFreeze.Encoder)),
        Way("without validation", 12, options => options.ValidationFraction = 0),
        Way("calibrated", 21, options => options.Calibrate = true),
        Way("bf16", 7, options => options.Precision = CmaePrecision.BFloat16),
        Way("the best epoch long ago", 11, options => (options.Patience, options.BaseLearningRate) = (4, 1e-30)),
    ];

    [TestMethod]
    [DynamicData(nameof(Ways))]
    public void AResumedRunEndsWithTheBitsOfAnUndisturbedOne(int stopAfter, Action<CmaeImageClassificationTrainer.Options> change)
    {
        using TemporaryFolder whole = new(), stopped = new();
        CmaeImageClassificationTrainer.Options undisturbed = Options(whole), first = Options(stopped), second = Options(stopped);
        foreach (CmaeImageClassificationTrainer.Options options in new[] { undisturbed, first, second })
            change(options);
        TinyFineTuning.Outcome expected = TinyFineTuning.Run(undisturbed);
        TinyFineTuning.Outcome before = RunUntil(stopAfter, first);
        second.Resume = true;
        long resumedWith = 0;
        second.StepCompleted = step => resumedWith = resumedWith == 0 ? step.Step : resumedWith;
        TinyFineTuning.Outcome after = TinyFineTuning.Run(second);

        Assert.AreEqual(stopAfter == 24 ? 0 : stopAfter + 1, resumedWith);
        AssertSameBits(expected.Weights, after.Weights);
        Assert.AreEqual(expected.BestEpoch, after.BestEpoch);
        CollectionAssert.AreEqual(Epochs(expected), Epochs(before).Concat(Epochs(after)).ToArray());
        CollectionAssert.AreEqual(Metrics(whole), Metrics(stopped));
        CollectionAssert.AreEqual(Events(whole), Events(stopped));
    }

    /// <summary>A run folder changes no bit of what is trained.</summary>
    [TestMethod]
    public void ARunFolderChangesNoBit()
    {
        using var run = new TemporaryFolder();
        AssertSameBits(TinyFineTuning.Run(TinyFineTuning.Options()).Weights, TinyFineTuning.Run(Options(run)).Weights);
    }

    [TestMethod]
    public void ARunThatHasEndedGivesItsModelOnceMore()
    {
        using var run = new TemporaryFolder();
        CmaeImageClassificationTrainer.Options options = Options(run);
        TinyFineTuning.Outcome first = TinyFineTuning.Run(options);
        options.Resume = true;
        (TinyFineTuning.Outcome again, string[] log) = RunWithLog(options);
        AssertSameBits(first.Weights, again.Weights);
        Assert.IsEmpty(again.History);
        Assert.Contains(line => line.StartsWith("Resuming after step 24 of 24, the run has ended ('", StringComparison.Ordinal), log);
    }

    [TestMethod]
    public void AStalledRunStaysStalled()
    {
        using var run = new TemporaryFolder();
        CmaeImageClassificationTrainer.Options options = Options(run);
        (options.Epochs, options.Patience, options.BaseLearningRate, options.MinimumLearningRate) = (50, 2, 1e-30, 0);
        TinyFineTuning.Outcome first = TinyFineTuning.Run(options);
        options.Resume = true;
        TinyFineTuning.Outcome again = TinyFineTuning.Run(options);
        Assert.IsEmpty(again.History);
        AssertSameBits(first.Weights, again.Weights);
    }

    [TestMethod]
    public void ATimeBudgetGoesOnWhereItWas()
    {
        using var run = new TemporaryFolder();
        CmaeImageClassificationTrainer.Options options = Options(run), resumed = Options(run);
        options.TimeBudget = resumed.TimeBudget = TimeSpan.FromMinutes(10);
        RunUntil(6, options);
        resumed.Resume = true;
        // nine of the ten minutes are gone already
        string checkpoint = Directory.GetFiles(run["checkpoints"]).Order(StringComparer.Ordinal).Last();
        CheckpointEdit.Change(checkpoint, metadata => metadata["cmae.training.progress"] =
            """{"Step":6,"Epoch":1,"EpochStep":2,"Elapsed":"00:09:00"}""");
        CmaeFineTuningStep? first = null;
        using var source = new CancellationTokenSource();
        (resumed.CancellationToken, resumed.OnCancellation) = (source.Token, CmaeCancellationHandling.ReturnSoFar);
        resumed.StepCompleted = step =>
        {
            first ??= step;
            source.Cancel();
        };
        TinyFineTuning.Run(resumed);
        Assert.AreEqual(7, first!.Step);
        Assert.IsLessThan(TimeSpan.FromMinutes(1.01), first.Remaining);
        Assert.IsLessThan(20, first.TotalSteps);
    }

    [TestMethod]
    public void ARunKeepsTheSeedThatItDrew()
    {
        using var run = new TemporaryFolder();
        CmaeImageClassificationTrainer.Options options = Options(run);
        options.Epochs = 1;
        var drawn = new MLContext(seed: null);
        TinyFineTuning.Outcome first = TinyFineTuning.Run(options, drawn, TinyFineTuning.Images(drawn));
        options.Resume = true;
        var another = new MLContext(seed: null);
        AssertSameBits(first.Weights, TinyFineTuning.Run(options, another, TinyFineTuning.Images(another)).Weights);
    }

    [TestMethod]
    public void ADamagedNewestCheckpointIsPassedOverWithAWarning()
    {
        using var run = new TemporaryFolder();
        TinyFineTuning.Outcome expected = TinyFineTuning.Run(TinyFineTuning.Options());
        RunUntil(14, Options(run));
        string newest = Path.Combine(run["checkpoints"], "step-000000014.safetensors");
        byte[] bytes = File.ReadAllBytes(newest);
        bytes[^100] ^= 1;
        File.WriteAllBytes(newest, bytes);
        CmaeImageClassificationTrainer.Options options = Options(run);
        options.Resume = true;
        (TinyFineTuning.Outcome resumed, string[] log) = RunWithLog(options);
        AssertSameBits(expected.Weights, resumed.Weights);
        Assert.Contains(line => line.Contains("the one before it is tried", StringComparison.Ordinal)
            && line.Contains("step-000000014.safetensors", StringComparison.Ordinal), log);
        Assert.Contains(line => line.StartsWith("Resuming after step 13 of 24, from epoch 4 ('", StringComparison.Ordinal)
            && line.Contains("step-000000013.safetensors", StringComparison.Ordinal), log);
    }

    [TestMethod]
    public void OtherSettingsAreRefusedWithBothValues()
    {
        using var run = new TemporaryFolder();
        RunUntil(2, Options(run));
        CmaeImageClassificationTrainer.Options options = Options(run);
        (options.Resume, options.LabelSmoothing, options.DropPath, options.InitializeFrom) = (true, 0.2, 0, s_encoder);
        string message = Assert.ThrowsExactly<InvalidOperationException>(() => TinyFineTuning.Run(options)).Message;
        foreach (string line in (string[])
        [
            "- DropPath: 0.1 in the checkpoint, 0 now", "- LabelSmoothing: 0.1 in the checkpoint, 0.2 now",
            "- LayerDecay: 1 in the checkpoint, 0.75 now", "- InitializeFrom: random weights in the checkpoint, encoder ",
        ])
            StringAssert.Contains(message, line);
    }

    [TestMethod]
    public void OtherImagesAreRefused()
    {
        using var run = new TemporaryFolder();
        RunUntil(2, Options(run));
        CmaeImageClassificationTrainer.Options options = Options(run);
        options.Resume = true;
        var ml = new MLContext(seed: 1);
        StringAssert.Contains(
            Assert.ThrowsExactly<InvalidOperationException>(
                () => TinyFineTuning.Run(options, ml, TinyFineTuning.Images(ml, seed: 6))).Message,
            "- hash of the images: ");
    }

    [TestMethod]
    public void ARunOfAnotherKindIsRefused()
    {
        using var run = new TemporaryFolder();
        RunUntil(2, Options(run));
        CheckpointEdit.Change(
            Path.Combine(run["checkpoints"], "step-000000002.safetensors"), metadata => metadata.Remove("cmae.training.kind"));
        CmaeImageClassificationTrainer.Options options = Options(run);
        options.Resume = true;
        StringAssert.Contains(
            Assert.ThrowsExactly<InvalidOperationException>(() => TinyFineTuning.Run(options)).Message,
            "which is a checkpoint of pre-training: this is fine-tuning for classification. Choose another RunDirectory.");
    }

    [TestMethod]
    public void TheEncoderOfACheckpointCanBeReadWithANote()
    {
        using var run = new TemporaryFolder();
        CmaeImageClassificationTrainer.Options options = Options(run);
        options.ValidationFraction = 0;
        TinyFineTuning.Outcome trained = TinyFineTuning.Run(options);
        CmaeEncoder read = CmaeEncoder.Load(
            Path.Combine(run["checkpoints"], "step-000000030.safetensors"), new CmaeImportOptions(), out CmaeImportReport report);
        EncoderAssert.AreIdentical(trained.Weights.Encoder, read);
        StringAssert.Contains(report.Notes[0], "The encoder is the one in training at that step, not that of the best epoch.");
    }

    private static TestDataRow<(int StopAfter, Action<CmaeImageClassificationTrainer.Options> Change)> Way(
        string name, int stopAfter, Action<CmaeImageClassificationTrainer.Options> change) =>
        new((stopAfter, change)) { DisplayName = name };

    private static string[] Epochs(TinyFineTuning.Outcome outcome) => [.. outcome.History.Select(epoch =>
        $"{epoch.Epoch} {epoch.TrainLoss:R} {epoch.TrainAccuracy:R} {epoch.ValidationLoss:R} {epoch.ValidationAccuracy:R} {epoch.IsBest}")];

    private static string[] Events(TemporaryFolder run) =>
        [.. EventReader.ReadRun(run.Path).Select(e => $"{e.Step}: {string.Join(", ", e.Values)}")];
}
