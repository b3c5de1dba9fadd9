using Cmae.MLNet.Samples.Tool.Scores;

namespace Cmae.MLNet.Tests.Samples.Tool.Scores;

[TestClass]
public sealed class ReliabilityBinTests
{
    [TestMethod]
    public void ImagesAreGatheredByHowSureTheyAre()
    {
        ReliabilityBin[] bins =
            [.. ReliabilityBin.Of(new(["a", "b"], [0, 1, 0], [[1, 0], [0.96f, 0.04f], [0.6f, 0.4f]], ["1", "2", "3"]))];
        Assert.HasCount(2, bins);
        Assert.AreEqual(new ReliabilityBin(0.6f, 1, 1), bins[0]);
        Assert.AreEqual(0.98, bins[1].MeanProbability, 1e-6);
        Assert.AreEqual(0.5, bins[1].Accuracy);
        Assert.AreEqual(2, bins[1].Images);
    }
}
