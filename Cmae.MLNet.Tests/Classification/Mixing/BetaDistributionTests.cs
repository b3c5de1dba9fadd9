using Cmae.MLNet.Classification;

namespace Cmae.MLNet.Tests.Classification;

[TestClass]
public sealed class BetaDistributionTests
{
    [TestMethod]
    [DataRow(0.2)]
    [DataRow(0.8)]
    [DataRow(1.0)]
    [DataRow(3.0)]
    public void MeanAndVarianceAreThoseOfTheDistribution(double alpha)
    {
        var random = new Random(1);
        double[] values = [.. Enumerable.Range(0, 20_000).Select(_ => BetaDistribution.Next(random, alpha))];
        Assert.IsTrue(Array.TrueForAll(values, value => value is >= 0 and <= 1));
        Assert.AreEqual(0.5, values.Average(), 0.01);
        Assert.AreEqual(1 / (4 * ((2 * alpha) + 1)), values.Average(value => Math.Pow(value - 0.5, 2)), 0.004);
    }
}
