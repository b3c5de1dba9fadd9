using Cmae.MLNet.Imaging;
using Cmae.MLNet.Pretraining;
using Cmae.MLNet.Training;

namespace Cmae.MLNet.Tests.Pretraining;

[TestClass]
public sealed class PretrainingPlanTests
{
    [TestMethod]
    public void Epochs_are_whole_batches_in_a_new_order_each()
    {
        var plan = new PretrainingPlan(new CmaePretrainingOptions { BatchSize = 4, AccumulationSteps = 2 }, imageCount: 19);
        Assert.AreEqual(2, plan.StepsPerEpoch);
        BatchPlan[] batches = [.. plan.Batches(seed: 1, from: default).Take(8)];
        CollectionAssert.AreEqual(new[] { 0, 0, 0, 0, 1, 1, 1, 1 }, batches.Select(batch => batch.Epoch).ToArray());
        Assert.AreEqual(16, batches.Take(4).SelectMany(batch => batch.Indices).Distinct().Count());
        CollectionAssert.AreNotEqual(batches[0].Indices, batches[4].Indices);
    }

    [TestMethod]
    public void A_resumed_run_gets_the_same_batches()
    {
        var plan = new PretrainingPlan(new CmaePretrainingOptions { BatchSize = 4, AccumulationSteps = 2 }, imageCount: 19);
        BatchPlan[] all = [.. plan.Batches(seed: 1, from: default).Take(12)];
        BatchPlan[] rest = [.. plan.Batches(seed: 1, new TrainingProgress(Step: 3, Epoch: 1, EpochStep: 1, Elapsed: TimeSpan.Zero)).Take(6)];
        for (int i = 0; i < rest.Length; i++)
        {
            Assert.AreEqual(all[i + 6].Epoch, rest[i].Epoch);
            CollectionAssert.AreEqual(all[i + 6].Indices, rest[i].Indices);
        }
    }

    [TestMethod]
    public void The_learning_rate_scales_with_the_effective_batch()
    {
        var official = new PretrainingPlan(CmaePretrainingOptions.Official(), imageCount: 1_281_167);
        Assert.AreEqual(2.4e-3, official.LearningRate, 1e-12);
        Assert.AreEqual(312, official.StepsPerEpoch);
        Assert.IsEmpty(official.Warnings());
    }

    [TestMethod]
    public void What_is_unusual_is_said()
    {
        var plan = new PretrainingPlan(new CmaePretrainingOptions { ImageSize = 36, PatchSize = 4, BatchSize = 128, AccumulationSteps = 4 }, imageCount: 40);
        string[] warnings = [.. plan.Warnings()];
        Assert.HasCount(4, warnings);
        StringAssert.Contains(warnings[0], "BatchSize is 40 in place of 128");
        StringAssert.Contains(warnings[1], "AccumulationSteps is 1 in place of 4");
        StringAssert.Contains(warnings[2], "only 39 negatives");
        StringAssert.Contains(warnings[3], "make 9x9");
        Assert.AreEqual(CmaeMasking.Patch, plan.Model.Masking);
    }
}
