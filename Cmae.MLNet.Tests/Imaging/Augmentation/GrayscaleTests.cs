using Cmae.MLNet.Imaging;

namespace Cmae.MLNet.Tests.Imaging;

[TestClass]
public sealed class GrayscaleTests
{
    [TestMethod]
    public void BitExactToTheOfficialOperation()
    {
        foreach (GoldenImages golden in GoldenImages.Matching("aug_ops"))
        {
            byte[] pixels = GoldenImages.Copy(golden.Image("color.img_rgb"));
            Grayscale.RemoveColors(pixels, CmaeChannelOrder.Bgr);
            GoldenImages.AssertSame(golden.Image("gray.out").Pixels, pixels, "gray");
        }
    }

    [TestMethod]
    public void NaturalOrderWeighsGreenMostAndBlueLeast()
    {
        byte[] pixels = [255, 0, 0, 0, 255, 0, 0, 0, 255];
        Grayscale.RemoveColors(pixels, CmaeChannelOrder.Rgb);
        CollectionAssert.AreEqual(new byte[] { 76, 76, 76, 149, 149, 149, 29, 29, 29 }, pixels);
    }
}
