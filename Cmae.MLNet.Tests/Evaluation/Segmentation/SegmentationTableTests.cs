using Cmae.MLNet.Evaluation;
using Cmae.MLNet.Imaging;

namespace Cmae.MLNet.Tests.Evaluation;

[TestClass]
public class SegmentationTableTests
{
    private const double Exact = 1e-12;

    [TestMethod]
    public void FiguresAreThoseComputedByHand()
    {
        // class 0: 4 pixels, 3 right; class 1: 3 pixels, 2 right; class 2: never; class 3: predicted once, never true; two pixels ignored
        var table = new SegmentationTable(4);
        table.Add(new ClassMask(3, 3, [0, 0, 0, 0, 1, 1, 1, 255, 255]), [0, 0, 0, 1, 1, 1, 3, 0, 2], 3);

        Assert.AreEqual(7, table.PixelCount);
        Assert.AreEqual(1, table[0, 1]);
        Assert.AreEqual(1, table[1, 3]);
        Assert.AreEqual(((3.0 / 4) + (2.0 / 4) + 0) / 3, table.MeanIou, Exact);
        Assert.AreEqual(5.0 / 7, table.PixelAccuracy, Exact);
        Assert.AreEqual(((3.0 / 4) + (2.0 / 3)) / 2, table.MeanClassAccuracy, Exact);
        Assert.AreEqual(((6.0 / 7) + (4.0 / 6) + 0) / 3, table.Dice, Exact);
        Assert.IsTrue(double.IsNaN(table.PerClass[2].Iou), "a class that occurs nowhere has no intersection over union");
        Assert.AreEqual(0, table.PerClass[3].Iou);
        Assert.AreEqual(4.0 / 7 / 2, table.Figures.MajorityMeanIou, Exact);
    }

    [TestMethod]
    public void MapIsReadAtThePixelsOfTheMask()
    {
        // 5 columns from 2: floor((x + 0.5)·2/5) = 0 0 1 1 1; 1 row from 2: floor(0.5·2) = 1
        var table = new SegmentationTable(4);
        table.Add(new ClassMask(5, 1, [2, 2, 3, 3, 3]), [0, 1, 2, 3], 2);

        Assert.AreEqual(1, table.PixelAccuracy);
        Assert.AreEqual(5, table.PixelCount);
    }

    [TestMethod]
    public void MapOfAnotherSideOrClassIsAnError()
    {
        var table = new SegmentationTable(2);
        var mask = new ClassMask(1, 1, [0]);

        Assert.ThrowsExactly<ArgumentException>(() => table.Add(mask, [0, 0, 0], 2));
        Assert.ThrowsExactly<ArgumentException>(() => table.Add(mask, [2], 1));
        Assert.ThrowsExactly<ArgumentException>(() => table.Add(new ClassMask(1, 1, [2]), [0], 1));
    }
}
