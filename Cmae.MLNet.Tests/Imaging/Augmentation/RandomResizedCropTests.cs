using Cmae.MLNet.Imaging;

namespace Cmae.MLNet.Tests.Imaging;

[TestClass]
public sealed class RandomResizedCropTests
{
    [TestMethod]
    public void BoxesFollowFromTheRecordedDraws()
    {
        foreach (GoldenImages golden in GoldenImages.Matching("aug_ops"))
        {
            foreach (double[] row in golden.DoubleRows("rrc_params.h_w_area_logratio_attempts_offh_offw_top_left_h_w"))
            {
                var (height, width) = ((int)row[0], (int)row[1]);
                var expected = new CropBox((int)row[7], (int)row[8], (int)row[9], (int)row[10]);
                bool fallback = row[5] < 0;
                (int boxHeight, int boxWidth) = RandomResizedCrop.SizeOf(height, width, row[2], row[3]);
                CropBox actual = fallback ? RandomResizedCrop.Center(height, width) : new((int)row[5], (int)row[6], boxHeight, boxWidth);
                Assert.AreEqual(expected, actual);
                Assert.AreEqual(fallback, boxHeight > height || boxWidth > width);
            }
        }
    }

    [TestMethod]
    [DataRow(1, 1)]
    [DataRow(1, 500)]
    [DataRow(300, 2)]
    [DataRow(32, 32)]
    public void BoxesLieWithinTheImageAndTakeTheAreaAskedFor(int height, int width)
    {
        var crop = new RandomResizedCrop(0.2);
        var random = new Random(3);
        var image = new PixelImage(width, height);
        for (int i = 0; i < 300; i++)
        {
            CropBox box = crop.Draw(random, height, width);
            box.RequireWithin(image);
            if (height == width && height > 1)
                Assert.IsGreaterThan(0.17, (double)box.Height * box.Width / (height * width));
        }
    }

    [TestMethod]
    public void AreasCanHaveAnUpperBound()
    {
        var crop = new RandomResizedCrop(0.1, 0.3);
        var random = new Random(3);
        IEnumerable<CropBox> boxes = Enumerable.Range(0, 300).Select(_ => crop.Draw(random, 200, 200));
        double[] areas = [.. boxes.Select(box => box.Height * box.Width / 40_000.0)];
        Assert.IsLessThan(0.31, areas.Max());
        Assert.IsGreaterThan(0.28, areas.Max());
        Assert.IsGreaterThan(0.09, areas.Min());
    }
}
