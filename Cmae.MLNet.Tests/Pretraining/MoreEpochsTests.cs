using Cmae.MLNet.Pretraining;
using Microsoft.ML;

namespace Cmae.MLNet.Tests.Pretraining;

/// <summary>Epochs that are added to a run of sixteen steps, four an epoch, after it has ended.</summary>
[TestClass]
public sealed class MoreEpochsTests
{
    private const int PlannedSteps = 16;

    [TestMethod]
    public void TheyHaveAWarmUpAndACosineOfTheirOwn()
    {
        using var run = new TemporaryFolder();
        List<CmaePretrainingStep> first = Train(run, more: null, out _), added = Train(run, more: 3, out _);
        Assert.HasCount(PlannedSteps, first);
        CollectionAssert.AreEqual(Enumerable.Range(17, 12).Select(step => (long)step).ToArray(), added.Select(step => step.Step).ToArray());
        CollectionAssert.AreEqual(new[] { 5, 5, 5, 5, 6, 6, 6, 6, 7, 7, 7, 7 }, added.Select(step => step.Epoch).ToArray());
        Assert.IsTrue(added.TrueForAll(step => step is { TotalSteps: 28, TotalEpochs: 7 }));
        // warm-up over a quarter of the twelve steps, to the full rate, then down to nearly nothing
        Assert.IsLessThan(1e-2 * added[2].LearningRate, added[0].LearningRate);
        Assert.AreEqual(first.Max(step => step.LearningRate), added[2].LearningRate);
        Assert.IsLessThan(0.1 * added[2].LearningRate, added[^1].LearningRate);
        Assert.IsTrue(added.TrueForAll(step => step.Momentum == 0.99 && step.ContrastiveLoss > 0));
        StringAssert.Matches(File.ReadAllText(run["options.json"]), new("(?s)\"totalSteps\": 28,.*\"moreEpochs\": 3"));
    }

    [TestMethod]
    [DataRow(17)]
    [DataRow(22)]
    public void AnInterruptionChangesNoBitOfThem(int stopAfter)
    {
        using TemporaryFolder whole = new(), stopped = new();
        foreach (TemporaryFolder run in new[] { whole, stopped })
            Train(run, more: null, out _);
        Train(whole, more: 3, out CmaeEncoder expected);
        Train(stopped, more: 3, out _, stopAfter);
        Assert.AreEqual(stopAfter + 1, Train(stopped, more: 3, out CmaeEncoder resumed)[0].Step);
        EncoderAssert.AreIdentical(expected, resumed);
    }

    [TestMethod]
    public void TheSameNumberAgainTrainsNothingAndAHigherOneTheDifference()
    {
        using var run = new TemporaryFolder();
        Train(run, more: null, out _);
        Train(run, more: 1, out CmaeEncoder once);
        Assert.IsEmpty(Train(run, more: 1, out CmaeEncoder again));
        EncoderAssert.AreIdentical(once, again);
        List<CmaePretrainingStep> third = Train(run, more: 3, out _);
        CollectionAssert.AreEqual(Enumerable.Range(21, 8).Select(step => (long)step).ToArray(), third.Select(step => step.Step).ToArray());
    }

    [TestMethod]
    public void ARunThatItsTimeEndedIsTrainedLongerByEpochs()
    {
        using var run = new TemporaryFolder();
        CmaePretrainingOptions options = Options(run, more: null);
        options.TimeBudget = TimeSpan.FromSeconds(0.5);
        var ml = new MLContext(seed: 1);
        long last = 0;
        options.StepCompleted = step => last = step.Step;
        Pretrainer.Run(ml, TinyPretraining.Images(ml), "Image", options);
        long ended = last;
        (options.Resume, options.MoreEpochs) = (true, 2);
        Pretrainer.Run(ml, TinyPretraining.Images(ml), "Image", options);
        Assert.AreEqual(ended + 8, last);
    }

    [TestMethod]
    public void WhatCannotBeAddedToIsRefused()
    {
        using TemporaryFolder empty = new(), run = new();
        Refused(empty, 2, "there is no run in RunDirectory that it could add to");
        Train(run, more: null, out _, stopAfter: 5);
        Refused(run, 2, "MoreEpochs is 0 in the checkpoint and 2 now, but that run has not ended");
        Train(run, more: null, out _);
        Train(run, more: 2, out _, stopAfter: 18);
        Refused(run, 5, "MoreEpochs is 2 in the checkpoint and 5 now, but that run has not ended");
        Refused(run, null, "MoreEpochs is 2 in the checkpoint and 0 now");
    }

    private static void Refused(TemporaryFolder run, int? more, string reason)
    {
        string message = Assert.ThrowsExactly<InvalidOperationException>(() => Train(run, more, out _)).Message;
        StringAssert.Contains(message, reason);
    }

    private static List<CmaePretrainingStep> Train(TemporaryFolder run, int? more, out CmaeEncoder encoder, int? stopAfter = null)
    {
        using var source = new CancellationTokenSource();
        var steps = new List<CmaePretrainingStep>();
        CmaePretrainingOptions options = Options(run, more);
        (options.CancellationToken, options.OnCancellation) = (source.Token, CmaeCancellationHandling.ReturnSoFar);
        options.StepCompleted = step =>
        {
            steps.Add(step);
            if (step.Step == stopAfter)
                source.Cancel();
        };
        var ml = new MLContext(seed: 1);
        encoder = Pretrainer.Run(ml, TinyPretraining.Images(ml), "Image", options);
        return steps;
    }

    private static CmaePretrainingOptions Options(TemporaryFolder run, int? more)
    {
        CmaePretrainingOptions options = TinyPretraining.Options();
        (options.RunDirectory, options.Resume, options.MoreEpochs) = (run.Path, true, more);
        (options.CheckpointSteps, options.HealthSteps, options.WarmupFraction) = (1, 0, 0.25);
        return options;
    }
}
