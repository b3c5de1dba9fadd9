namespace Cmae.MLNet.Tests.Evaluation;

[TestClass]
public sealed class CmaeAccuracyTests
{
    [TestMethod]
    [DataRow(8, 10, 0.4902, 0.9433)]
    [DataRow(0, 10, 0.0, 0.2775)]
    [DataRow(10, 10, 0.7225, 1.0)]
    [DataRow(81, 263, 0.2553, 0.3662)] // the example of Newcombe, Statistics in Medicine 17 (1998), table I
    [DataRow(1, 1, 0.2065, 1.0)]
    public void TheIntervalIsWilsons(long correct, long count, double lower, double upper)
    {
        var accuracy = new CmaeAccuracy(correct, count);
        Assert.AreEqual((double)correct / count, accuracy.Value);
        Assert.AreEqual(lower, accuracy.Lower, 5e-5);
        Assert.AreEqual(upper, accuracy.Upper, 5e-5);
        Assert.AreEqual((correct, count), (accuracy.Correct, accuracy.Count));
    }

    [TestMethod]
    public void ItsTextHasPercentAndInterval() => Assert.AreEqual("80.0 % (49.0 to 94.3 %)", new CmaeAccuracy(8, 10).ToString());

    [TestMethod]
    public void ImpossibleCountsAreRefused()
    {
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new CmaeAccuracy(0, 0));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new CmaeAccuracy(-1, 3));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => new CmaeAccuracy(4, 3));
    }
}
