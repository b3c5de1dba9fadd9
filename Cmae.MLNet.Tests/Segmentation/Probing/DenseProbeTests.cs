using Microsoft.ML;

namespace Cmae.MLNet.Tests.Segmentation;

[TestClass]
public sealed class DenseProbeTests
{
    private readonly MLContext _ml = new(seed: 1);

    [TestMethod]
    public void TokensOfColorsTellDisksApart()
    {
        using TinySegmentation train = new(16), test = new(6, seed: 9);
        CmaeDenseProbeMetrics metrics = Probe(train, test, new() { ImageSize = 64, Epochs = 30 });
        // Even random tokens know colors; a map of one class has half of the intersection over union of the ground.
        Assert.IsGreaterThan(metrics.Linear.MajorityMeanIou + 0.1, metrics.Linear.MeanIou);
        Assert.IsGreaterThan(metrics.NearestNeighbors.MajorityMeanIou + 0.1, metrics.NearestNeighbors.MeanIou);
        Assert.HasCount(2, metrics.Linear.PerClass);
        Assert.AreEqual(test.Rows.Sum(row => test.Mask(row).Classes.LongLength), metrics.Linear.PixelCount);
    }

    [TestMethod]
    public void TheSameSeedGivesTheSameFigures()
    {
        using TinySegmentation train = new(8), test = new(3, seed: 9);
        CmaeDenseProbeMetrics one = Probe(train, test, new() { ImageSize = 32, Epochs = 3, Seed = 4 });
        CmaeDenseProbeMetrics other = Probe(train, test, new() { ImageSize = 32, Epochs = 3, Seed = 4 });
        Assert.AreEqual(one.Linear.MeanIou, other.Linear.MeanIou);
        Assert.AreEqual(one.NearestNeighbors.MeanIou, other.NearestNeighbors.MeanIou);
    }

    [TestMethod]
    public void OptionsAreChecked()
    {
        using TinySegmentation images = new(2);
        string message = Assert.ThrowsExactly<ArgumentException>(
            () => Probe(images, images, new() { Epochs = 0, NeighborCount = 0, Temperature = 0 })).Message;
        foreach (string name in (string[])["Epochs", "NeighborCount", "Temperature"])
            StringAssert.Contains(message, name);
    }

    private CmaeDenseProbeMetrics Probe(TinySegmentation train, TinySegmentation test, CmaeDenseProbeOptions options)
    {
        (options.Classes, options.Device) = (TinySegmentation.Classes, CmaeDevice.Cpu);
        return _ml.MulticlassClassification.EvaluateCmaeDenseProbe(
            TinySegmentation.Encoder(), train.View(_ml), test.View(_ml), options: options);
    }
}
