using Cmae.MLNet.Segmentation;

namespace Cmae.MLNet.Tests.Segmentation;

[TestClass]
public sealed class PixelWeightsTests
{
    [TestMethod]
    public void RareClassesCountMoreWithinBounds()
    {
        // median 100; square roots 1, 2 and 1/2, and 10 and 1/10 cut at 4 and 1/4
        float[] weights = PixelWeights.Balanced([100, 25, 400, 1, 10_000]);
        Assert.AreEqual(2, weights[1] / weights[0], 1e-6);
        Assert.AreEqual(0.5, weights[2] / weights[0], 1e-6);
        Assert.AreEqual(4, weights[3] / weights[0], 1e-6);
        Assert.AreEqual(0.25, weights[4] / weights[0], 1e-6);
        double mean = ((100 * weights[0]) + (25 * weights[1]) + (400 * weights[2]) + weights[3] + (10_000.0 * weights[4])) / 10_526;
        Assert.AreEqual(1, mean, 1e-6);
    }

    [TestMethod]
    public void AClassWithoutPixelsHasNoSay() => CollectionAssert.AreEqual(new float[] { 1, 1, 1 }, PixelWeights.Balanced([50, 0, 50]));
}
