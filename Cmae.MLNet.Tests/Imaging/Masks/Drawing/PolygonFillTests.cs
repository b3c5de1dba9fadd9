using Cmae.MLNet.Imaging;

namespace Cmae.MLNet.Tests.Imaging;

/// <summary>The pixels that COCO's own code gives for these polygons.</summary>
[TestClass]
public class PolygonFillTests
{
    private const string Star =
        "fj0<\\1g0YOg0N22O0O1O1O1O2N100O1O1O2N1O100O1O1O2N1O100O1O2N1O1O100O2N1002N2N101N1O2N2N101N1O2N2N101N2N1O2N" +
        "100ON2N2N2N3M2O1N2N2N2N3M2N2N2N2N3N1N2N2N2N3M2N2N2N2N3N1N`m0";

    [TestMethod]
    [DataRow(8, 6, new[] { 1.0, 1, 6, 1, 6, 4, 1, 4 }, "7330000000;")]
    [DataRow(9, 10, new[] { 2.5, 0.5, 7.2, 3.9, 4.4, 8.8, 0.3, 5.1 }, "=353O1000M2Nc0")]
    [DataRow(10, 12, new[] { -3.0, -2, 12, 5, 4, 14 }, "0662O1N2OO000O2N1O2NM")]
    [DataRow(10, 10, new[] { 0.0, 0, 10, 10, 10, 0, 0, 10 }, "092N2N2N2N10O2N2N2N2O")]
    [DataRow(7, 5, new[] { 3.3, 2.2, 3.6, 2.4, 3.1, 2.9 }, "S1")]
    [DataRow(100, 80, new[] { 12.5, 3.25, 88.4, 17.9, 60.2, 71.6, 41.0, 40.5, 9.9, 66.3 }, Star)]
    public void PixelsAreThoseOfCoco(int width, int height, double[] points, string expected)
    {
        RunLengths region = PolygonFill.Fill(width, height, points);

        int[] counts = [.. region.Counts];
        if (counts[^1] == 0) // COCO writes no empty run at the end
            counts = counts[..^1];
        CollectionAssert.AreEqual(RunLengthText.Parse(expected).ToArray(), counts);
    }

    [TestMethod]
    public void SharedEdgeBelongsToOneOfTwoPolygons()
    {
        var classes = new byte[20 * 20];
        RunLengths left = PolygonFill.Fill(20, 20, [0, 0, 13.3, 0, 6.1, 20, 0, 20]);
        RunLengths right = PolygonFill.Fill(20, 20, [13.3, 0, 20, 0, 20, 20, 6.1, 20]);

        left.Paint(classes, 1);
        right.Paint(classes, 2);

        Assert.AreEqual(400, left.Area + right.Area);
        Assert.DoesNotContain((byte)0, classes);
    }
}
