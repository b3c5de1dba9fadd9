using Cmae.MLNet.Files;
using Cmae.MLNet.Imaging;
using Cmae.MLNet.Labels;
using Cmae.MLNet.Scoring;
using Cmae.MLNet.Tests.Encoders;

namespace Cmae.MLNet.Tests.Scoring;

/// <summary>No graph stays in the folder for temporary files. Alone in the process: other tests save models as well.</summary>
[TestClass]
[DoNotParallelize]
public sealed class TemporaryGraphTests
{
    [TestMethod]
    public void AChainsGraphGoesWithTheChain()
    {
        using (SavedChain.ForFeatures(RandomEncoder.Create(), CmaeFeatureKind.MeanPatch, ImageColumnKind.Image, "Image", "Features"))
            Assert.HasCount(1, Graphs());
        Assert.IsEmpty(Graphs());
    }

    [TestMethod]
    public void AChainThatFailsHalfWayLeavesNothing()
    {
        // the stock classifier, which follows the graph, is for another number of classes
        Assert.Throws<Exception>(() => SavedChain.ForClassifier(
            RandomClassifier.Create(3), ClassLabels.Numbered(4), new ClassifierScoring("Image", ImageColumnKind.Image)));
        Assert.IsEmpty(Graphs());
    }

    [TestMethod]
    public void WhatKilledProcessesLeftGoesWithTheNextModel()
    {
        string folder = Path.GetTempPath();
        // no system has so many processes
        string killed = Leave($"cmae-{int.MaxValue}-{Guid.NewGuid():N}.onnx", Leftovers.Age * 2);
        string young = Leave($"cmae-{int.MaxValue}-{Guid.NewGuid():N}.onnx", Leftovers.Age / 2);
        string running = Leave($"cmae-{Environment.ProcessId}-{Guid.NewGuid():N}.onnx", Leftovers.Age * 2);
        string foreign = Leave($"cmae-1-model-{Guid.NewGuid():N}.onnx", Leftovers.Age * 2);
        try
        {
            SavedChain.ForFeatures(RandomEncoder.Create(), CmaeFeatureKind.MeanPatch, ImageColumnKind.Image, "Image", "Features").Dispose();
            Assert.IsFalse(File.Exists(killed));
            Assert.IsTrue(File.Exists(young) && File.Exists(running) && File.Exists(foreign));
        }
        finally
        {
            foreach (string path in (string[])[killed, young, running, foreign])
                File.Delete(path);
        }

        string Leave(string name, TimeSpan age)
        {
            string path = Path.Combine(folder, name);
            File.WriteAllText(path, "half");
            File.SetLastWriteTimeUtc(path, DateTime.UtcNow - age);
            return path;
        }
    }

    private static string[] Graphs() => Directory.GetFiles(Path.GetTempPath(), $"cmae-{Environment.ProcessId}-*.onnx");
}
