using Cmae.MLNet.Pretraining.RunFolder;
using Cmae.MLNet.Training.RunFolder;

namespace Cmae.MLNet.Tests.Training.RunFolder;

[TestClass]
public sealed class MetricsFileTests
{
    private static readonly CmaePretrainingHealth s_health = new()
    {
        ReconstructionLoss = 0.6,
        Candidates = 6,
        EffectiveRank = 2,
        FeatureVariance = 0.1,
        DeadDimensions = 0.25,
        NeighborAccuracy = 1.0 / 3,
        Warnings = ["Collapse: “all” <the> same"],
    };

    [TestMethod]
    public void WhatIsWrittenIsThereAtOnceAndReadBackEqual()
    {
        using var folder = new TemporaryFolder();
        using MetricsFile<MetricsLine> file = MetricsFile<MetricsLine>.Open(folder["metrics.jsonl"], 0);
        MetricsLine line = Line(1) with { Health = s_health, GradientNorm = 0.1 };
        file.Write(line);
        byte[] written = ReadShared(folder["metrics.jsonl"]);
        MetricsLine read = MetricsLine.Parse(written)!;
        CollectionAssert.AreEqual(s_health.Warnings.ToArray(), read.Health!.Warnings.ToArray());
        Assert.AreEqual(line with { Health = null }, read with { Health = null });
        Assert.AreEqual(0.6, read.Health.ReconstructionLoss);
        Assert.AreEqual(6, read.Health.Candidates);
        Assert.AreEqual(1.0 / 3, read.Health.NeighborAccuracy);
        Assert.IsNull(read.Health.Uniformity);
        CollectionAssert.AreEqual(line.ToBytes(), read.ToBytes());
        Assert.AreEqual((byte)'\n', written[^1]);
    }

    [TestMethod]
    public void FiguresThatAreNotThereAreLeftOut()
    {
        string text = System.Text.Encoding.UTF8.GetString(Line(1).ToBytes());
        Assert.DoesNotContain("null", text);
        Assert.DoesNotContain("gradientNorm", text);
        CollectionAssert.AreEqual(
            new[]
            {
                "training/epoch",
                "training/imagesSeen",
                "training/reconstructionLoss",
                "training/contrastiveLoss",
                "training/learningRate",
                "training/momentum",
                "health/reconstructionLoss",
                "health/candidates",
                "health/effectiveRank",
                "health/featureVariance",
                "health/deadDimensions",
                "health/neighborAccuracy",
            },
            (Line(1) with { Health = s_health }).Figures().Select(figure => figure.Key).ToArray());
    }

    [TestMethod]
    public void LaterStepsAndHalfALineAreDroppedOnResume()
    {
        using var folder = new TemporaryFolder();
        string path = folder["metrics.jsonl"];
        File.WriteAllBytes(
            path,
            [.. Line(1).ToBytes(), .. (Line(2) with { Health = s_health }).ToBytes(), .. Line(3).ToBytes(), .. Line(4).ToBytes()[..20]]);
        var recalled = new List<long>();
        using (MetricsFile<MetricsLine> file = MetricsFile<MetricsLine>.Open(path, lastStep: 2, line => recalled.Add(line.Step)))
        {
            CollectionAssert.AreEqual(new long[] { 1, 2 }, recalled);
            file.Write(Line(3) with { Epoch = 7 });
        }
        MetricsLine[] lines = [.. File.ReadAllLines(path).Select(line => MetricsLine.Parse(System.Text.Encoding.UTF8.GetBytes(line))!)];
        CollectionAssert.AreEqual(new long[] { 1, 2, 3 }, lines.Select(line => line.Step).ToArray());
        Assert.AreEqual(7, lines[2].Epoch);
    }

    private static MetricsLine Line(long step) => new(step, 1, 6 * step, 1.0 / 3, 0.25, 1e-3, 0.996, null, null, null, 0.5);

    private static byte[] ReadShared(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        byte[] content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }
}
