using Cmae.MLNet.Classification;

namespace Cmae.MLNet.Tests.Classification;

[TestClass]
public sealed class TemperatureScalingTests
{
    // A classifier that is right three times of four and always says so with a logit of 5 is calibrated by log 3 = 5 / T.
    [TestMethod]
    public void TheTemperatureIsTheLikeliest()
    {
        float[] logits = [5, 0, 5, 0, 5, 0, 5, 0];
        Assert.AreEqual(5 / Math.Log(3), TemperatureScaling.Fit(logits, [0, 0, 0, 1]), 1e-4);
        Assert.AreEqual(0.562335, ClassificationFigures.Of(logits, [0, 0, 0, 1], 5 / Math.Log(3)).Loss, 1e-6);
    }

    [TestMethod]
    public void ItStaysWithinBoundsWhereAllAreRightOrAllAreWrong()
    {
        Assert.AreEqual(TemperatureScaling.Lowest, TemperatureScaling.Fit([0.1f, 0], [0]), 1e-4);
        Assert.AreEqual(TemperatureScaling.Highest, TemperatureScaling.Fit([5, 0], [1]), 1e-3);
    }
}
