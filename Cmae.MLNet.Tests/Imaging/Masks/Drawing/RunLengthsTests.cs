using Cmae.MLNet.Imaging;

namespace Cmae.MLNet.Tests.Imaging;

[TestClass]
public class RunLengthsTests
{
    [TestMethod]
    public void RunsGoDownTheColumns()
    {
        var classes = new byte[6];
        var region = new RunLengths(3, 2, [1, 2, 3]);

        region.Paint(classes, 7);

        CollectionAssert.AreEqual(new byte[] { 0, 7, 0, 7, 0, 0 }, classes);
        Assert.AreEqual(2, region.Area);
    }

    [TestMethod]
    public void LengthsOfAnotherSizeAreAnError()
    {
        string message = Assert.ThrowsExactly<InvalidDataException>(() => new RunLengths(3, 2, [1, 2])).Message;

        Assert.AreEqual("its run lengths add up to 3 pixels, but 3x2 are 6", message);
        Assert.ThrowsExactly<InvalidDataException>(() => new RunLengths(3, 2, [7, -2, 1]));
    }
}
