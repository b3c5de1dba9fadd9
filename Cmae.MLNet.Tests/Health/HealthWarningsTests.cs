using Cmae.MLNet.Health;

namespace Cmae.MLNet.Tests.Health;

[TestClass]
public sealed class HealthWarningsTests
{
    private static readonly CmaePretrainingHealth s_healthy = Measured();

    [TestMethod]
    public void AHealthyRunHasNone() => Assert.IsEmpty(All(s_healthy));

    [TestMethod]
    public void ACollapseIsToldOnce() => AssertToldOnce("Collapse", s_healthy, Measured(uniformity: -0.01));

    [TestMethod]
    public void AnEasyContrastIsToldOnce() =>
        AssertToldOnce("Batch too small for the contrastive loss", s_healthy, Measured(candidates: 16, accuracy: 0.99));

    [TestMethod]
    public void ALossThatRisesAgainIsToldOnce() => AssertToldOnce("Learning rate too high", s_healthy, Measured(reconstruction: 0.8));

    [TestMethod]
    public void ALossThatNeverFellIsToldOnce() =>
        AssertToldOnce("Reconstruction stalled", Measured(reconstruction: 0.99), Measured(reconstruction: 0.99));

    [TestMethod]
    public void TheBeginningOfARunIsNotJudged() =>
        Assert.IsEmpty(new HealthWarnings().FindNew(0.05, Measured(uniformity: 0, reconstruction: 1)));

    [TestMethod]
    public void PlainMaeIsNotJudgedByItsContrast()
    {
        CmaePretrainingHealth plain = Measured(candidates: 8, accuracy: null, uniformity: null);
        Assert.IsEmpty(All(plain));
    }

    [TestMethod]
    public void WhatWasToldBeforeAResumeIsNotToldAgain()
    {
        var warnings = new HealthWarnings();
        warnings.Recall(0.5, Measured(rank: 1));
        Assert.IsEmpty(warnings.FindNew(0.6, Measured(rank: 1)));
    }

    private static CmaePretrainingHealth Measured(
        double reconstruction = 0.6, int candidates = 64, double? accuracy = 0.6, double? uniformity = -3, double rank = 20) => new()
        {
            ReconstructionLoss = reconstruction,
            Candidates = candidates,
            InfoNceAccuracy = accuracy,
            Uniformity = uniformity,
            EffectiveRank = rank,
            FeatureVariance = 0.1,
            DeadDimensions = 0,
        };

    private static void AssertToldOnce(string name, CmaePretrainingHealth first, CmaePretrainingHealth then) =>
        Assert.StartsWith(name + ": ", Assert.ContainsSingle(All(first, then, then)));

    private static List<string> All(params CmaePretrainingHealth[] measured)
    {
        var warnings = new HealthWarnings();
        return [.. measured.SelectMany((health, i) => warnings.FindNew((i + 1.0) / measured.Length, health))];
    }
}
