using Cmae.MLNet.Samples.Tool.Display;

namespace Cmae.MLNet.Tests.Samples.Tool.Display;

[TestClass]
public sealed class StepTextTests
{
    private static readonly CmaePretrainingOptions s_options = new() { ContrastiveDelay = 0.2 };

    [TestMethod]
    public void BeforeTheContrastBeginsTheLineSaysWhenItDoes()
    {
        string line = StepText.Line(ManualTime.Step(1, 30, contrast: 0), s_options, new HealthMemory());
        Assert.AreEqual(
            "epoch 2/5, step 1/30, 123 images/s, 1:05 left, reconstruction 0.5000, contrast begins at 20 %, learning rate 1.0E-003", line);
    }

    [TestMethod]
    public void PlainMaeHasNoContrast() => Assert.DoesNotContain(
        "contrast", StepText.Line(ManualTime.Step(1, 30, contrast: 0), new() { ContrastiveWeight = 0 }, new HealthMemory()));

    [TestMethod]
    public void TheNewestMeasurementIsShownBesideTheFirst()
    {
        var health = new HealthMemory();
        health.Take(ManualTime.Step(1, 30, initial: Health(0.301, 11.24, null)));
        StringAssert.EndsWith(
            StepText.Line(ManualTime.Step(1, 30), s_options, health), "momentum 0.9960, k-NN accuracy 30.1 %, effective rank 11.2");
        health.Take(ManualTime.Step(20, 30, health: Health(0.4123, 24.31, 0.88)));
        health.Take(ManualTime.Step(21, 30));
        StringAssert.EndsWith(
            StepText.Line(ManualTime.Step(21, 30), s_options, health),
            "momentum 0.9960, k-NN accuracy 41.2 % (30.1 % at the start), own view first (of 64) 88 %, "
                + "effective rank 24.3 (11.2 at the start)");
    }

    [TestMethod]
    public void WithoutLabelsThereIsNoNeighborAccuracy()
    {
        var health = new HealthMemory();
        health.Take(ManualTime.Step(20, 30, health: Health(null, 24.31, null)));
        StringAssert.EndsWith(StepText.Line(ManualTime.Step(21, 30), s_options, health), "momentum 0.9960, effective rank 24.3");
    }

    private static CmaePretrainingHealth Health(double? neighbors, double rank, double? first) => new()
    {
        ReconstructionLoss = 0.5,
        Candidates = 64,
        EffectiveRank = rank,
        FeatureVariance = 1,
        DeadDimensions = 0,
        NeighborAccuracy = neighbors,
        InfoNceAccuracy = first,
    };
}
