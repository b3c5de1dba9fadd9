using Cmae.MLNet.Pretraining;
using Cmae.MLNet.Tests.Pretraining;
using Microsoft.ML;

namespace Cmae.MLNet.Tests.Training.RunFolder;

[TestClass]
public sealed class TrainingCheckpointTests
{
    [TestMethod]
    public void ItIsReadAsTheOnlineEncoderWithTheBitsOfTheRun()
    {
        using var run = new TemporaryFolder();
        CmaeEncoder trained = Train(run, stopAfter: 5);
        string checkpoint = Path.Combine(run["checkpoints"], "step-000000005.safetensors");
        CmaeEncoder read = CmaeEncoder.Load(checkpoint, new CmaeImportOptions(), out CmaeImportReport report);
        EncoderAssert.AreIdentical(trained, read);
        Assert.AreEqual("Cmae.MLNet training checkpoint", report.Layout);
        Assert.AreEqual("backbone.cls_token", report.Mapped["cls_token"]);
        CollectionAssert.Contains(report.Ignored.ToArray(), "target_backbone.cls_token");
        StringAssert.Contains(report.Notes[0], "The training run had reached step 5, 1 steps into epoch 2, after 0:00:");
    }

    [TestMethod]
    public void AnotherSeedIsRefused()
    {
        using var run = new TemporaryFolder();
        Train(run, stopAfter: 2);
        CmaePretrainingOptions options = Options(run);
        (options.Resume, options.Seed) = (true, 8);
        string message = Assert.ThrowsExactly<InvalidOperationException>(() => Train(options, TinyPretraining.ImageCount)).Message;
        StringAssert.Contains(message, "Seed: 7 in the checkpoint, 8 now");
    }

    [TestMethod]
    public void AnotherNumberOfImagesIsRefused()
    {
        using var run = new TemporaryFolder();
        Train(run, stopAfter: 2);
        CmaePretrainingOptions options = Options(run);
        options.Resume = true;
        string message = Assert.ThrowsExactly<InvalidOperationException>(() => Train(options, TinyPretraining.ImageCount - 1)).Message;
        StringAssert.Contains(
            message, $"number of images: {TinyPretraining.ImageCount} in the checkpoint, {TinyPretraining.ImageCount - 1} now");
    }

    [TestMethod]
    public void TheSameNumberOfOtherImagesIsRefused()
    {
        using var run = new TemporaryFolder();
        Train(run, stopAfter: 2);
        CmaePretrainingOptions options = Options(run);
        options.Resume = true;
        var ml = new MLContext(seed: 1);
        IDataView others = ml.Data.SkipRows(TinyPretraining.Images(ml, TinyPretraining.ImageCount + 1), 1);
        string message = Assert.ThrowsExactly<InvalidOperationException>(() => Pretrainer.Run(ml, others, "Image", options)).Message;
        StringAssert.Contains(message, $"{Environment.NewLine}- hash of the images: ");
        Assert.IsFalse(message.Contains("number of images", StringComparison.Ordinal), message);
    }

    private static CmaePretrainingOptions Options(TemporaryFolder run)
    {
        CmaePretrainingOptions options = TinyPretraining.Options();
        (options.RunDirectory, options.CheckpointSteps, options.Seed) = (run.Path, 1, 7);
        return options;
    }

    private static CmaeEncoder Train(TemporaryFolder run, int stopAfter)
    {
        using var source = new CancellationTokenSource();
        CmaePretrainingOptions options = Options(run);
        (options.CancellationToken, options.OnCancellation) = (source.Token, CmaeCancellationHandling.ReturnSoFar);
        options.StepCompleted = step =>
        {
            if (step.Step == stopAfter)
                source.Cancel();
        };
        return Train(options, TinyPretraining.ImageCount);
    }

    private static CmaeEncoder Train(CmaePretrainingOptions options, int images)
    {
        var ml = new MLContext(seed: 1);
        return Pretrainer.Run(ml, TinyPretraining.Images(ml, images), "Image", options);
    }
}
