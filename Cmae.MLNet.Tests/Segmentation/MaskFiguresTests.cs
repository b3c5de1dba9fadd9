using Cmae.MLNet.Segmentation;

namespace Cmae.MLNet.Tests.Segmentation;

[TestClass]
public sealed class MaskFiguresTests
{
    [TestMethod]
    public void TheGreaterIouIsBetterThenTheLowerLoss()
    {
        Assert.IsTrue(new MaskFigures(2, 0.5, 0.6).IsBetterThan(new(1, 0.9, 0.5)));
        Assert.IsTrue(new MaskFigures(1, 0.5, 0.6).IsBetterThan(new(2, 0.9, 0.6)));
        Assert.IsFalse(new MaskFigures(2, 0.9, 0.6).IsBetterThan(new(2, 0.5, 0.6)));
    }

    [TestMethod]
    public void FiguresAreToldInWords()
    {
        Assert.AreEqual("loss 0.5000, mIoU 62.5 %, pixels 80.0 %", new MaskFigures(0.5, 0.8, 0.625).Describe());
        Assert.AreEqual("loss 1.0000, pixels 50.0 %", MaskFigures.Mean([new(0.5, 0.25), new(1.5, 0.75)]).Describe());
    }
}
