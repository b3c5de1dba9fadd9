using Cmae.MLNet.Imaging;
using Cmae.MLNet.Pretraining;
using Cmae.MLNet.Training;

namespace Cmae.MLNet.Tests.Pretraining;

[TestClass]
public sealed class PretrainingPlanTests
{
    [TestMethod]
    public void EpochsAreWholeBatchesInANewOrderEach()
    {
        var plan = new PretrainingPlan(new CmaePretrainingOptions { BatchSize = 4, AccumulationSteps = 2 }, imageCount: 19);
        Assert.AreEqual(2, plan.StepsPerEpoch);
        ViewBatchPlan[] batches = [.. plan.Batches(seed: 1, from: default, _ => true).Take(8)];
        CollectionAssert.AreEqual(new[] { 0, 0, 0, 0, 1, 1, 1, 1 }, batches.Select(batch => batch.Epoch).ToArray());
        Assert.AreEqual(16, batches.Take(4).SelectMany(batch => batch.Indices).Distinct().Count());
        CollectionAssert.AreNotEqual(batches[0].Indices, batches[4].Indices);
    }

    [TestMethod]
    public void AResumedRunGetsTheSameBatches()
    {
        var plan = new PretrainingPlan(new CmaePretrainingOptions { BatchSize = 4, AccumulationSteps = 2 }, imageCount: 19);
        ViewBatchPlan[] all = [.. plan.Batches(seed: 1, from: default, step => step >= 4).Take(12)];
        ViewBatchPlan[] rest =
        [
            .. plan.Batches(seed: 1, new TrainingProgress(Step: 3, Epoch: 1, EpochStep: 1, Elapsed: TimeSpan.Zero), step => step >= 4)
                .Take(6),
        ];
        for (int i = 0; i < rest.Length; i++)
        {
            Assert.AreEqual(all[i + 6].Epoch, rest[i].Epoch);
            CollectionAssert.AreEqual(all[i + 6].Indices, rest[i].Indices);
            Assert.AreEqual(all[i + 6].HasTarget, rest[i].HasTarget);
        }
    }

    [TestMethod]
    public void AllBatchesOfAStepHaveATargetWhereTheStepLearnsTheContrast()
    {
        var plan = new PretrainingPlan(new CmaePretrainingOptions { BatchSize = 4, AccumulationSteps = 2 }, imageCount: 19);
        var asked = new List<long>();
        bool[] targets =
        [
            .. plan.Batches(seed: 1, from: default, step => { asked.Add(step); return step == 1 || step == 3; }).Take(8)
                .Select(batch => batch.HasTarget),
        ];
        CollectionAssert.AreEqual(new[] { false, false, true, true, false, false, true, true }, targets);
        CollectionAssert.AreEqual(new long[] { 0, 1, 2, 3 }, asked);
    }

    [TestMethod]
    [DataRow(1.0, 0.25, 9, false)]
    [DataRow(1.0, 0.25, 10, true)]
    [DataRow(1.0, 0.0, 0, true)]
    [DataRow(0.0, 0.0, 40, false)]
    public void TheContrastIsLearnedAfterTheDelayAndNeverByPlainMAE(double weight, double delay, int step, bool learns)
    {
        var plan = new PretrainingPlan(
            new CmaePretrainingOptions { ContrastiveWeight = weight, ContrastiveDelay = delay }, imageCount: 640);
        Assert.AreEqual(learns, plan.LearnsContrastAt(step, new TrainingClock(40, budget: null)));
    }

    [TestMethod]
    public void OneImageIsTooFewForAContrast()
    {
        string message =
            Assert.ThrowsExactly<InvalidDataException>(() => new PretrainingPlan(new CmaePretrainingOptions(), imageCount: 1)).Message;
        StringAssert.Contains(message, "contrastive learning needs at least two");
        Assert.AreEqual(1, new PretrainingPlan(new CmaePretrainingOptions { ContrastiveWeight = 0 }, imageCount: 1).BatchSize);
    }

    [TestMethod]
    public void WhatIsLeftIsCountedInStepsLikeTheLast()
    {
        var options = new CmaePretrainingOptions { BatchSize = 4, Epochs = 10, ContrastiveDelay = 0.25 };
        var plan = new PretrainingPlan(options, imageCount: 16);
        double both = StepCost.Of(plan.Model).OfBothInReconstructions;
        Assert.IsGreaterThan(1.2, both);
        Assert.AreEqual(5 + (30 * both), plan.StepsLeft(done: 5), 1e-9);
        Assert.AreEqual(30 * both, plan.StepsLeft(done: 10), 1e-9);
        Assert.AreEqual(29, plan.StepsLeft(done: 11), 1e-9);
        options.ContrastiveWeight = 0;
        Assert.AreEqual(35, new PretrainingPlan(options, imageCount: 16).StepsLeft(done: 5), 1e-9);
    }

    [TestMethod]
    public void TheLearningRateScalesWithTheEffectiveBatch()
    {
        var official = new PretrainingPlan(CmaePretrainingOptions.Official(), imageCount: 1_281_167);
        Assert.AreEqual(2.4e-3, official.LearningRate, 1e-12);
        Assert.AreEqual(312, official.StepsPerEpoch);
        Assert.IsEmpty(official.Warnings());
    }

    [TestMethod]
    public void WhatIsUnusualIsSaid()
    {
        var plan = new PretrainingPlan(
            new CmaePretrainingOptions { ImageSize = 36, PatchSize = 4, BatchSize = 128, AccumulationSteps = 4 }, imageCount: 40);
        string[] warnings = [.. plan.Warnings()];
        Assert.HasCount(4, warnings);
        StringAssert.Contains(warnings[0], "BatchSize is 40 instead of 128");
        StringAssert.Contains(warnings[1], "AccumulationSteps is 1 instead of 4");
        StringAssert.Contains(warnings[2], "only 39 negatives");
        StringAssert.Contains(warnings[3], "make 9x9");
        Assert.AreEqual(CmaeMasking.Patch, plan.Model.Masking);
    }
}
