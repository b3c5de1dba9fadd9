using Cmae.MLNet.FineTuning;

namespace Cmae.MLNet.Tests.FineTuning;

[TestClass]
public sealed class ClassificationFiguresTests
{
    [TestMethod]
    public void Loss_and_accuracy_are_those_of_the_softmax()
    {
        var figures = ClassificationFigures.Of([0, 0, 0, 1000, 0, 0], [0, 0]);
        Assert.AreEqual(Math.Log(3) / 2, figures.Loss, 1e-12);
        Assert.AreEqual(1, figures.Accuracy);
        Assert.AreEqual(1000, ClassificationFigures.Of([1000, 0], [1]).Loss, 1e-9);
        Assert.AreEqual(0, ClassificationFigures.Of([float.NaN, float.NaN], [0]).Accuracy);
    }

    [TestMethod]
    public void The_better_one_is_right_more_often_then_loses_less()
    {
        Assert.IsTrue(new ClassificationFigures(2, 0.6).IsBetterThan(new(1, 0.5)));
        Assert.IsTrue(new ClassificationFigures(1, 0.5).IsBetterThan(new(2, 0.5)));
        Assert.IsFalse(new ClassificationFigures(1, 0.5).IsBetterThan(new(1, 0.5)));
    }
}
