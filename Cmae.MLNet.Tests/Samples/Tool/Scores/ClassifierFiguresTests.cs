using Cmae.MLNet.Samples.Tool.Scores;

namespace Cmae.MLNet.Tests.Samples.Tool.Scores;

[TestClass]
public sealed class ClassifierFiguresTests
{
    [TestMethod]
    public void EverythingIsCounted()
    {
        var images = new ScoredImages(
            ["a", "b", "c"], [0, 0, 1, 2, 2],
            [[0.7f, 0.2f, 0.1f], [0.3f, 0.6f, 0.1f], [0.1f, 0.8f, 0.1f], [0.5f, 0.3f, 0.2f], [0.1f, 0.2f, 0.7f]],
            ["1", "2", "3", "4", "5"]);
        ClassifierFigures figures = ClassifierFigures.Of(images, k: 2);
        Assert.AreEqual(3, figures.Top1.Correct);
        Assert.AreEqual(4, figures.TopK.Correct);
        Assert.AreEqual(5, figures.TopK.Count);
        Assert.AreEqual("1 1 0|0 1 0|1 0 1", string.Join('|', figures.ConfusionMatrix.Select(row => string.Join(' ', row))));
        Assert.AreEqual("a, b, c", string.Join(", ", figures.PerClass.Select(row => row.Name)));
        Assert.IsNotNull(figures.Calibration);
        Assert.AreEqual(5, ClassifierFigures.Of(images, k: 3).TopK.Correct);
    }

    [TestMethod]
    public void OfEqualScoresTheFirstClassIsPredicted()
    {
        ClassifierFigures figures = ClassifierFigures.Of(new(["a", "b"], [0, 1], [[0.5f, 0.5f], [0.5f, 0.5f]], ["1", "2"]), k: 1);
        Assert.AreEqual(1, figures.Top1.Correct);
        Assert.AreEqual(1, figures.TopK.Correct);
    }
}
