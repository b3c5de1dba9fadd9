using Cmae.MLNet.Imaging;

namespace Cmae.MLNet.Tests.Imaging;

[TestClass]
public sealed class ScaledCropTests
{
    private const int Side = 32;

    [TestMethod]
    [DataRow(100, 60)]
    [DataRow(60, 100)]
    [DataRow(1, 1000)]
    [DataRow(1, 1)]
    [DataRow(32, 32)]
    public void PartsLieInTheImageAndInTheSquare(int width, int height)
    {
        for (int seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            double ratio = 0.5 + (1.5 * random.NextDouble());
            (CropBox source, CropBox target) = ScaledCrop.Draw(random, height, width, Side, ratio);
            source.RequireWithin(new PixelImage(width, height));
            target.RequireWithin(new PixelImage(Side, Side));
        }
    }

    [TestMethod]
    public void ALargeImageIsCutAndASmallOnePlacedAnywhere()
    {
        ScaledCrop[] large = [.. Enumerable.Range(0, 300).Select(seed => ScaledCrop.Draw(new Random(seed), 64, 64, Side, 2))];
        Assert.IsTrue(large.All(crop => crop.Target == new CropBox(0, 0, Side, Side) && crop.Source is { Width: 32, Height: 32 }));
        Assert.HasCount(33, large.Select(crop => crop.Source.Left).Distinct());
        ScaledCrop[] small = [.. Enumerable.Range(0, 300).Select(seed => ScaledCrop.Draw(new Random(seed), 64, 64, Side, 0.5))];
        Assert.IsTrue(small.All(crop => crop.Source == new CropBox(0, 0, 64, 64) && crop.Target is { Width: 16, Height: 16 }));
        Assert.HasCount(17, small.Select(crop => crop.Target.Top).Distinct());
    }
}
