using Cmae.MLNet.Imaging;
using Microsoft.ML.Data;

namespace Cmae.MLNet.Tests.Imaging;

[TestClass]
public sealed class LetterboxResizerTests
{
    [TestMethod]
    public void ATransparentEdgeIsPartOfTheImage()
    {
        const int side = 16;
        using MLImage image = MLImage.CreateFromPixels(20, 10, MLPixelFormat.Rgba32, new byte[4 * 20 * 10]);
        var planes = new float[4 * side * side];
        new LetterboxResizer(side).WritePlanes(image, planes);
        Assert.AreEqual(Letterbox.Of(20, 10, side), Letterbox.Find(planes.AsSpan(0, side * side), side));
    }

    [TestMethod]
    public void PaddingIsBlack()
    {
        const int side = 16;
        var image = new PixelImage(20, 10);
        image.Pixels.AsSpan().Fill(200);
        PixelImage square = new LetterboxResizer(side).Apply(image);
        Letterbox box = Letterbox.Of(20, 10, side);
        for (int y = 0; y < side; y++)
            Assert.AreEqual(y >= box.Top && y < box.Top + box.Height ? 200 : 0, square.Pixels[3 * side * y], $"row {y}");
    }
}
