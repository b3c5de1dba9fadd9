using Cmae.MLNet.Imaging;
using Cmae.MLNet.Runtime;

namespace Cmae.MLNet.Tests.Imaging;

[TestClass]
public sealed class RandomErasingTests
{
    [TestMethod]
    public void BoxesFollowFromTheRecordedDraws()
    {
        foreach (GoldenImages golden in GoldenImages.Matching("aug_erasing"))
        {
            int height = int.Parse(golden.Metadata["img_h"]), width = int.Parse(golden.Metadata["img_w"]);
            foreach (double[] row in golden.DoubleRows("logratio_arearatio_top_left_top_left_h_w"))
                Assert.AreEqual(((int)row[6], (int)row[7]), RandomErasing.SizeOf(height, width, row[1], row[0]));
        }
    }

    [TestMethod]
    public void AQuarterOfTheImagesLosesABoxWithinThem()
    {
        var image = new PixelImage(30, 50);
        CropBox?[] boxes = [.. Enumerable.Range(0, 1000).Select(i => RandomErasing.Draw(RandomSource.Stream(3, i), 50, 30, 0.25))];
        Assert.AreEqual(0.25, boxes.Average(box => box is null ? 0.0 : 1), 0.05);
        foreach (CropBox box in boxes.OfType<CropBox>())
            box.RequireWithin(image);
    }

    [TestMethod]
    public void OnlyTheBoxChangesAndItsNoiseHasTheMean()
    {
        var pixels = new byte[3 * 60 * 60];
        RandomErasing.Erase(pixels, 60, new(10, 20, 40, 30), new Random(1), new(1, CmaeChannelOrder.Rgb));
        for (int i = 0; i < pixels.Length; i++)
        {
            int x = i / 3 % 60, y = i / 180;
            if (y is < 10 or >= 50 || x is < 20 or >= 50)
                Assert.AreEqual(0, pixels[i]);
        }
        Assert.AreEqual(123, pixels.Where((_, i) => i % 3 == 0).Sum(value => (double)value) / 1200, 6);
        Assert.AreEqual(103, pixels.Where((_, i) => i % 3 == 2).Sum(value => (double)value) / 1200, 6);
    }
}
