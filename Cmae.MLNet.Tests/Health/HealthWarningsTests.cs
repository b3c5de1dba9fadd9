using Cmae.MLNet.Health;

namespace Cmae.MLNet.Tests.Health;

[TestClass]
public sealed class HealthWarningsTests
{
    private static readonly CmaePretrainingHealth s_healthy = new(0.6, 0.3, 64, 3, 0.6, 0.7, -3, 0.4, 20, 0.1, 0, null, []);

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
            "Collapse" => s_healthy with { Uniformity = -0.01 },
            "Batch too small for the contrastive loss" => s_healthy with { Candidates = 16, InfoNceAccuracy = 0.99 },
            "Learning rate too high" => s_healthy with { ReconstructionLoss = 0.8 },
            _ => s_healthy with { ReconstructionLoss = 0.99 },
        };
        // A loss that never fell has stalled; one that rises again comes from a rate that is too high.
        string warning = Assert.ContainsSingle(name == "Reconstruction stalled" ? All(ill, ill) : All(s_healthy, ill, ill));
        Assert.StartsWith(name + ": ", warning);
    }

    [TestMethod]
    public void TheBeginningOfARunIsNotJudged() => Assert.IsEmpty(new HealthWarnings().After(0.05, s_healthy with { Uniformity = 0, ReconstructionLoss = 1 }));

    [TestMethod]
    public void PlainMaeIsNotJudgedByItsContrast()
    {
        CmaePretrainingHealth plain = s_healthy with { PositiveRank = null, InfoNceAccuracy = null, Alignment = null, Uniformity = null, Candidates = 8 };
        Assert.IsEmpty(All(plain));
    }

    [TestMethod]
    public void WhatWasToldBeforeAResumeIsNotToldAgain()
    {
        var warnings = new HealthWarnings();
        warnings.Recall(0.5, s_healthy with { EffectiveRank = 1 });
        Assert.IsEmpty(warnings.After(0.6, s_healthy with { EffectiveRank = 1 }));
    }

    private static List<string> All(params CmaePretrainingHealth[] measured)
    {
        var warnings = new HealthWarnings();
        return [.. measured.SelectMany((health, i) => warnings.After((i + 1.0) / measured.Length, health))];
    }
}
