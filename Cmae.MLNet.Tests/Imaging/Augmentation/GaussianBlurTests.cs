using Cmae.MLNet.Imaging;

namespace Cmae.MLNet.Tests.Imaging;

[TestClass]
public sealed class GaussianBlurTests
{
    [TestMethod]
    public void BitExactAtEveryRecordedRadius()
    {
        foreach (GoldenImages golden in GoldenImages.Matching("aug_ops"))
        {
            PixelImage image = golden.Image("color.img_rgb");
            foreach ((double radius, PixelImage expected) in golden.Doubles("blur.radius").Zip(golden.Images("blur.out")))
            {
                byte[] pixels = GoldenImages.Copy(image);
                GaussianBlur.Blur(pixels, image.Width, radius);
                GoldenImages.AssertSame(expected.Pixels, pixels, $"blur {radius}");
            }
        }
    }

    [TestMethod]
    [DataRow(1, 1)]
    [DataRow(2, 1)]
    [DataRow(1, 7)]
    [DataRow(6, 3)]
    public void AFlatImageStaysFlatEvenWhereTheBoxIsWider(int width, int height)
    {
        var pixels = new byte[3 * width * height];
        pixels.AsSpan().Fill(91);
        GaussianBlur.Blur(pixels, width, 6);
        Assert.IsTrue(pixels.All(value => value == 91));
    }
}
