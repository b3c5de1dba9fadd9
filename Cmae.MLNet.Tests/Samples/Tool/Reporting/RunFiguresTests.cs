using Cmae.MLNet.Samples.Tool.Reporting;

namespace Cmae.MLNet.Tests.Samples.Tool.Reporting;

[TestClass]
public sealed class RunFiguresTests
{
    private const string Line =
        """{"step":1,"epoch":1,"imagesSeen":6,"reconstructionLoss":0.5,"contrastiveLoss":0.25,"learningRate":0.001,"momentum":0.996,"""
        + """ "health":{"reconstructionLoss":0.4,"candidates":6,"effectiveRank":2,"featureVariance":0.1,"deadDimensions":0,"""
        + """ "warnings":["One"]},"seconds":1.5}""";

    [TestMethod]
    public void ARunThatIsStillWritingItsLastLineIsRead()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["options.json"], "{}");
        File.WriteAllText(folder["metrics.jsonl"], $"{Line}\n{Line[..30]}");
        RunFigures run = RunFigures.Read(new DirectoryInfo(folder.Path));
        MeasuredHealth measured = Assert.ContainsSingle(run.Measured);
        Assert.AreEqual(1, measured.Step);
        Assert.AreEqual(0.4, measured.Health.ReconstructionLoss);
        Assert.AreEqual("One", measured.Health.Warnings[0]);
        Assert.IsNull(measured.Health.NeighborAccuracy);
        Assert.IsNull(RunFiles.NewestCheckpoint(run.Folder));
    }

    [TestMethod]
    public void TheHealthBeforeTheFirstStepIsThatOfStepZero()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["options.json"], "{}");
        File.WriteAllText(folder["metrics.jsonl"], $"{Line.Replace("\"health\"", "\"initialHealth\"")}\n{Line.Replace("0.4", "0.3")}\n");
        RunFigures run = RunFigures.Read(new DirectoryInfo(folder.Path));
        Assert.AreEqual(
            "0 0.4, 1 0.3", string.Join(", ", run.Measured.Select(measured => $"{measured.Step} {measured.Health.ReconstructionLoss}")));
    }

    [TestMethod]
    [DataRow("{\"ContrastiveWeight\":1,\"ContrastiveDelay\":0.2}", 0.2)]
    [DataRow("{\"ContrastiveWeight\":1,\"ContrastiveDelay\":0}", null)]
    [DataRow("{\"ContrastiveWeight\":0,\"ContrastiveDelay\":0.2}", null)]
    [DataRow("{}", null)]
    public void ItIsKnownWhenTheContrastBegins(string options, double? share)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["options.json"], $"{{\"options\":{options}}}");
        File.WriteAllText(folder["metrics.jsonl"], $"{Line}\n");
        Assert.AreEqual(share, RunFigures.Read(new DirectoryInfo(folder.Path)).ContrastBegins);
    }

    [TestMethod]
    public void ARunWithoutAStepSaysSo()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["options.json"], "{}");
        File.WriteAllText(folder["metrics.jsonl"], "");
        StringAssert.Contains(
            Assert.ThrowsExactly<InvalidDataException>(() => RunFigures.Read(new DirectoryInfo(folder.Path))).Message,
            "no step of the run is done");
    }
}
