using Cmae.MLNet.Health;

namespace Cmae.MLNet.Tests.Health;

[TestClass]
public sealed class HealthWarningsTests
{
    private static readonly CmaePretrainingHealth s_healthy = Measured();

    [TestMethod]
    public void AHealthyRunHasNone() => Assert.IsEmpty(All(s_healthy));

    [TestMethod]
    [DataRow("Collapse")]
    [DataRow("Batch too small for the contrastive loss")]
    [DataRow("Learning rate too high")]
    [DataRow("Reconstruction stalled")]
    public void EachIsToldForWhatItIsAboutAndOnce(string name)
    {
        CmaePretrainingHealth ill = name switch
        {
            "Collapse" => Measured(uniformity: -0.01),
            "Batch too small for the contrastive loss" => Measured(candidates: 16, accuracy: 0.99),
            "Learning rate too high" => Measured(reconstruction: 0.8),
            _ => Measured(reconstruction: 0.99),
        };
        // A loss that never fell has stalled; one that rises again comes from a rate that is too high.
        string warning = Assert.ContainsSingle(name == "Reconstruction stalled" ? All(ill, ill) : All(s_healthy, ill, ill));
        Assert.StartsWith(name + ": ", warning);
    }

    [TestMethod]
    public void TheBeginningOfARunIsNotJudged() =>
        Assert.IsEmpty(new HealthWarnings().After(0.05, Measured(uniformity: 0, reconstruction: 1)));

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
        Assert.IsEmpty(warnings.After(0.6, Measured(rank: 1)));
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

    private static List<string> All(params CmaePretrainingHealth[] measured)
    {
        var warnings = new HealthWarnings();
        return [.. measured.SelectMany((health, i) => warnings.After((i + 1.0) / measured.Length, health))];
    }
}
