using Cmae.MLNet.Imaging;

namespace Cmae.MLNet.Tests.Imaging;

[TestClass]
public sealed class BicubicResizeTests
{
    [TestMethod]
    public void CropAndResizeAreBitExact()
    {
        foreach (GoldenImages golden in GoldenImages.Matching("aug_ops"))
        {
            PixelImage image = golden.Image("rrc.img");
            long[][] boxes = golden.LongRows("rrc.boxes_top_left_h_w");
            foreach (string name in golden.Names.Where(name => name.StartsWith("rrc.out", StringComparison.Ordinal)))
            {
                foreach ((long[] box, PixelImage expected) in boxes.Zip(golden.Images(name)))
                {
                    var actual = new byte[expected.Pixels.Length];
                    var crop = new CropBox((int)box[0], (int)box[1], (int)box[2], (int)box[3]);
                BicubicResize.Resize(image, crop, actual, expected.Width, expected.Height);
                    GoldenImages.AssertSame(expected.Pixels, actual, $"{name} {string.Join(",", box)}");
                }
            }
        }
    }

    [TestMethod]
    [DataRow(1, 1, 7, 5)]
    [DataRow(1, 9, 3, 3)]
    [DataRow(40, 1, 1, 6)]
    [DataRow(5, 4, 5, 4)]
    [DataRow(300, 2, 17, 2)]
    public void AFlatImageStaysFlatAtEverySize(int width, int height, int newWidth, int newHeight)
    {
        var image = new PixelImage(width, height);
        image.Pixels.AsSpan().Fill(173);
        PixelImage resized = BicubicResize.Resize(image, newWidth, newHeight);
        Assert.IsTrue(resized.Pixels.All(value => value == 173));
    }

    [TestMethod]
    public void ABoxBeyondTheImageIsAnError() =>
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => BicubicResize.Resize(new(4, 4), new(1, 0, 4, 4), new byte[12], 2, 2));
}
