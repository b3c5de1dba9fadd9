using Cmae.MLNet.Imaging;
using Cmae.MLNet.Tests.Imaging;
using Cmae.MLNet.Training;
using TorchSharp;

namespace Cmae.MLNet.Tests.Training;

[TestClass]
public sealed class PixelTensorTests
{
    [TestMethod]
    public void OfficialOrderReversesTheChannelsFirst()
    {
        foreach (GoldenImages golden in GoldenImages.Matching("aug_ops"))
        {
            Compare(golden, golden.Image("normalize.channel_check_img_rgb"), "normalize.channel_check_out");
            Compare(golden, golden.Image("color.img_rgb"), "normalize.out_hwc");
        }
    }

    [TestMethod]
    public void NaturalOrderKeepsThem()
    {
        using torch.Tensor planes = PixelTensor.FromPixels(
            [3, 4, 7, 1, 2, 3], count: 2, side: 1,
            new(1, CmaeChannelOrder.Rgb) { Mean = new(1, 2, 3), StandardDeviation = new(1, 2, 4) }, torch.CPU);
        CollectionAssert.AreEqual(new float[] { 2, 1, 1, 0, 0, 0 }, planes.data<float>().ToArray());
    }

    [TestMethod]
    public void ThePlanesOfAnImageComeOneAfterTheOther()
    {
        byte[] pixels = [.. Enumerable.Range(0, 12).Select(value => (byte)value)];
        using torch.Tensor planes = PixelTensor.FromPixels(
            pixels, count: 1, side: 2, new(2, CmaeChannelOrder.Bgr) { Mean = new(0, 0, 0), StandardDeviation = new(1, 1, 1) }, torch.CPU);
        CollectionAssert.AreEqual(new long[] { 1, 3, 2, 2 }, planes.shape);
        CollectionAssert.AreEqual(new float[] { 2, 5, 8, 11, 1, 4, 7, 10, 0, 3, 6, 9 }, planes.data<float>().ToArray());
    }

    // Every pixel as an image of its own: the values come pixel by pixel, as the reference's do.
    private static void Compare(GoldenImages golden, PixelImage image, string expectedName)
    {
        float[] expected = golden.Floats(expectedName);
        using torch.Tensor planes = PixelTensor.FromPixels(
            image.Pixels, expected.Length / 3, side: 1, new(1, CmaeChannelOrder.Bgr), torch.CPU);
        float[] actual = planes.data<float>().ToArray();
        for (int i = 0; i < expected.Length; i++)
            Assert.AreEqual(expected[i], actual[i], 1e-6f, $"{expectedName} [{i}]");
    }
}
