using Cmae.MLNet.Samples.Tool.Drawing;

namespace Cmae.MLNet.Tests.Samples.QuickStart;

[TestClass]
public sealed class ClassifyWithFewLabelsTests
{
    [TestMethod]
    public void EveryPhotoIsGivenOneOfTheLabels()
    {
        using var folder = new TemporaryFolder();
        DrawnImageFolder.Write(folder["labeled"], 24, side: 32, seed: 1);
        DrawnImageFolder.Write(folder["unlabeled"], 12, side: 32, seed: 2);
        SmallEncoder.Save(folder["encoder.safetensors"]);
        string[] lines = QuickStartRun.Of("few-labels", folder["encoder.safetensors"], folder["labeled"], folder["unlabeled"]);
        string[] classes = [.. Directory.GetDirectories(folder["labeled"]).Select(path => Path.GetFileName(path))];
        Assert.HasCount(12, lines);
        foreach (string line in lines)
            Assert.IsTrue(classes.Any(name => line.Contains($".png: {name} (", StringComparison.Ordinal)), line);
    }
}
