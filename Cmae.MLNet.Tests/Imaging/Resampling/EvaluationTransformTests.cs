using Cmae.MLNet.Imaging;

namespace Cmae.MLNet.Tests.Imaging;

[TestClass]
public sealed class EvaluationTransformTests
{
    [TestMethod]
    public void ResizeAndCenterCropAreBitExact()
    {
        foreach (GoldenImages golden in GoldenImages.Matching("aug_eval"))
        {
            PixelImage image = golden.Image("img_rgb");
            long[] size = golden.Longs("resized_hw");
            string cropName = golden.Names.Single(name => name.StartsWith("crop", StringComparison.Ordinal));
            PixelImage expected = golden.Image(cropName);
            var resizeSize = (int)size.Min();

            PixelImage scaled = EvaluationTransform.ScaleShortEdge(image, resizeSize);
            Assert.AreEqual((size[0], size[1]), (scaled.Height, scaled.Width));
            var actual = new byte[expected.Pixels.Length];
            EvaluationTransform.ResizeAndCrop(image, resizeSize, expected.Width, actual);
            GoldenImages.AssertSame(expected.Pixels, actual, cropName);
        }
    }

    [TestMethod]
    public void TheShortEdgeMustCoverTheCrop() =>
        Assert.ThrowsExactly<ArgumentException>(() => EvaluationTransform.ResizeAndCrop(new(8, 8), 4, 6, new byte[108]));
}
