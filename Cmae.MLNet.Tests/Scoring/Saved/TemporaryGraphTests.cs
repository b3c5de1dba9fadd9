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

    private static string[] Graphs() => Directory.GetFiles(Path.GetTempPath(), $"cmae-{Environment.ProcessId}-*.onnx");
}
