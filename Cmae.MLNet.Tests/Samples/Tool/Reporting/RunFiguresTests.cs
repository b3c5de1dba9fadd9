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
        RunStep step = Assert.ContainsSingle(run.Measured);
        Assert.AreEqual(0.4, step.Health!.ReconstructionLoss);
        Assert.AreEqual("One", step.Health.Warnings[0]);
        Assert.IsNull(step.Health.NeighborAccuracy);
        Assert.IsNull(RunFiles.NewestCheckpoint(run.Folder));
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
