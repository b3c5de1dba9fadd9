using Cmae.MLNet.Imaging;

namespace Cmae.MLNet.Tests.Imaging;

[TestClass]
public sealed class PixelNormalizationTests
{
    [TestMethod]
    public void OfficialOrderReversesTheChannelsFirst()
    {
        foreach (GoldenImages golden in GoldenImages.Matching("aug_ops"))
        {
            using GoldenImages _ = golden;
            Compare(golden, golden.Image("normalize.channel_check_img_rgb"), "normalize.channel_check_out");
            Compare(golden, golden.Image("color.img_rgb"), "normalize.out_hwc");
        }
    }

    [TestMethod]
    public void NaturalOrderKeepsThem()
    {
        var planes = new float[6];
        new PixelNormalization(new(1, CmaeChannelOrder.Rgb) { Mean = new(1, 2, 3), StandardDeviation = new(1, 2, 4) }).Apply([3, 4, 7, 1, 2, 3], planes);
        CollectionAssert.AreEqual(new float[] { 2, 0, 1, 0, 1, 0 }, planes);
    }

    private static void Compare(GoldenImages golden, PixelImage image, string expectedName)
    {
        float[] expected = golden.Values<float>(expectedName);
        var planes = new float[expected.Length];
        new PixelNormalization(new(1, CmaeChannelOrder.Bgr)).Apply(image.Pixels, planes);
        int count = expected.Length / 3;
        for (int i = 0; i < expected.Length; i++)
            Assert.AreEqual(expected[i], planes[i % 3 * count + i / 3], 1e-6f, $"{expectedName} [{i}]");
    }
}
