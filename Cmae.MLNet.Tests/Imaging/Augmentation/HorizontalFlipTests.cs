using Cmae.MLNet.Imaging;

namespace Cmae.MLNet.Tests.Imaging;

[TestClass]
public sealed class HorizontalFlipTests
{
    [TestMethod]
    public void RowsAreMirroredPixelByPixel()
    {
        byte[] pixels = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18];
        HorizontalFlip.Mirror(pixels, 3);
        CollectionAssert.AreEqual(new byte[] { 7, 8, 9, 4, 5, 6, 1, 2, 3, 16, 17, 18, 13, 14, 15, 10, 11, 12 }, pixels);
    }
}
