using Cmae.MLNet.Tests.Classification;
using static Cmae.MLNet.Tests.FineTuning.RunFolder.FineTuningRunFolder;

namespace Cmae.MLNet.Tests.FineTuning;

/// <summary>Epochs that are added to a fine-tuning of six after it has ended.</summary>
[TestClass]
public sealed class MoreEpochsTests
{
    [TestMethod]
    public void TheyGoOnFromTheLastWeightsAndTheBestOfAllEpochsIsReturned()
    {
        using TemporaryFolder whole = new(), stopped = new();
        foreach (TemporaryFolder run in new[] { whole, stopped })
            TinyFineTuning.Run(Options(run));
        TinyFineTuning.Outcome expected = TinyFineTuning.Run(More(whole, 3));
        CollectionAssert.AreEqual(new[] { 7, 8, 9 }, expected.History.Select(epoch => epoch.Epoch).ToArray());
        Assert.IsTrue(expected.History.All(epoch => epoch.TotalEpochs == 9));
        RunUntil(30, More(stopped, 3));
        AssertSameBits(expected.Weights, TinyFineTuning.Run(More(stopped, 3)).Weights);
        CollectionAssert.AreEqual(Metrics(whole), Metrics(stopped));
    }

    [TestMethod]
    public void TheLogSaysThatTheyHaveAScheduleOfTheirOwn()
    {
        using var run = new TemporaryFolder();
        TinyFineTuning.Run(Options(run));
        (_, string[] log) = RunWithLog(More(run, 2));
        CollectionAssert.Contains(
            log, "Training longer than planned at first, by 2 epochs in all: steps 25 to 32 have a warm-up and a cosine of their own.");
    }

    [TestMethod]
    public void PatienceBeginsAnew()
    {
        using var run = new TemporaryFolder();
        CmaeImageClassificationTrainer.Options options = Options(run), more = More(run, 5);
        foreach (CmaeImageClassificationTrainer.Options stalling in new[] { options, more })
            (stalling.Epochs, stalling.Patience, stalling.BaseLearningRate, stalling.MinimumLearningRate) = (50, 2, 1e-30, 0);
        int ended = TinyFineTuning.Run(options).History[^1].Epoch;
        CollectionAssert.AreEqual(
            new[] { ended + 1, ended + 2 }, TinyFineTuning.Run(more).History.Select(epoch => epoch.Epoch).ToArray());
    }

    private static CmaeImageClassificationTrainer.Options More(TemporaryFolder run, int epochs)
    {
        CmaeImageClassificationTrainer.Options options = Options(run);
        (options.Resume, options.MoreEpochs) = (true, epochs);
        return options;
    }
}
