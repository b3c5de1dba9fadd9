using Cmae.MLNet.Samples.Benchmarks.Inference;

namespace Cmae.MLNet.Tests.Samples.Benchmarks.Inference;

[TestClass]
public sealed class FeatureDifferenceTests
{
    [TestMethod]
    public void ImagesAreComparedOneByOne()
    {
        FeatureDifference difference = FeatureDifference.Of([3, 4, 1, 0], [3, 4, 1, 1], length: 2);
        Assert.AreEqual(0.5, difference.Mean, 1e-6);
        Assert.AreEqual(1, difference.Largest, 1e-6);
        Assert.AreEqual(Math.Sqrt(0.5), difference.SmallestCosine, 1e-6);
    }

    [TestMethod]
    public void AnotherNumberOfValuesIsAnError() =>
        Assert.ThrowsExactly<ArgumentException>(() => FeatureDifference.Of([1, 2], [1], length: 1));
}
