using Cmae.MLNet.Classification;
using Cmae.MLNet.FineTuning;
using Cmae.MLNet.Tests.Classification;
using Cmae.MLNet.Training;

namespace Cmae.MLNet.Tests.FineTuning;

[TestClass]
public sealed class FineTuningMemoryTests
{
    private static readonly ImageCounts s_validated = new(Validation: 4, Skipped: 0) { Fingerprint = "", CachedBytes = 7 };

    [TestMethod]
    public void EveryCopyOfTheWeightsCounts()
    {
        var options = new CmaeImageClassificationTrainer.Options { ImageSize = 64, ValidationFraction = 0 };
        MemoryEstimate alone = Estimate(options, s_validated with { Validation = 0 });
        long weights = alone.Weights - (4 * 3 * 600);
        Assert.AreEqual(7, alone.Images);
        Assert.AreEqual(alone.Weights + weights, Estimate(options, s_validated).Weights, "the best epoch");
        options.WeightAveraging = 0.99;
        Assert.AreEqual(alone.Weights + (2 * weights), Estimate(options, s_validated).Weights, "the average");
        options.RunDirectory = "runs/a";
        Assert.AreEqual(alone.Weights + (3 * weights), Estimate(options, s_validated).Weights, "the best epoch for the checkpoint");
    }

    [TestMethod]
    public void WhatIsFrozenLeavesNothingForAGradient()
    {
        var options = new CmaeImageClassificationTrainer.Options { InitializeFrom = TinyFineTuning.Encoder() };
        long all = Estimate(options, s_validated).Activations;
        options.Freeze = CmaeFreeze.AllButLast(1);
        Assert.AreEqual(all / 2, Estimate(options, s_validated).Activations);
        options.Freeze = CmaeFreeze.Encoder;
        Assert.AreEqual(7 + (4 * 32 * (24 + 4)), Estimate(options, s_validated).Images, "the cached features");
    }

    private static MemoryEstimate Estimate(CmaeImageClassificationTrainer.Options options, ImageCounts images) =>
        FineTuningMemory.Estimate(new ClassificationPlan(options, [12, 12]), images, trainedParameters: 600);
}
