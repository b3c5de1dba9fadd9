using Cmae.MLNet.Classification;

namespace Cmae.MLNet.Tests.Classification;

[TestClass]
public sealed class ClassificationFiguresTests
{
    [TestMethod]
    public void LossAndAccuracyAreThoseOfTheSoftmax()
    {
        var figures = ClassificationFigures.Of([0, 0, 0, 1000, 0, 0], [0, 0]);
        Assert.AreEqual(Math.Log(3) / 2, figures.Loss, 1e-12);
        Assert.AreEqual(1, figures.Accuracy);
        Assert.AreEqual(1000, ClassificationFigures.Of([1000, 0], [1]).Loss, 1e-9);
        Assert.AreEqual(0, ClassificationFigures.Of([float.NaN, float.NaN], [0]).Accuracy);
    }

    [TestMethod]
    public void TheBetterOneIsRightMoreOftenThenLosesLess()
    {
        Assert.IsTrue(new ClassificationFigures(2, 0.6).IsBetterThan(new(1, 0.5)));
        Assert.IsTrue(new ClassificationFigures(1, 0.5).IsBetterThan(new(2, 0.5)));
        Assert.IsFalse(new ClassificationFigures(1, 0.5).IsBetterThan(new(1, 0.5)));
    }
}
