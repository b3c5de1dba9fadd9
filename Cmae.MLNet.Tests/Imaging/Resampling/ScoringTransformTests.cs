using Cmae.MLNet.Imaging;
using SkiaSharp;

namespace Cmae.MLNet.Tests.Imaging;

[TestClass]
public sealed class ScoringTransformTests
{
    [TestMethod]
    [DataRow(16, 16, 0)]
    [DataRow(21, 16, 2)] // 2.5 rounds to even
    [DataRow(23, 16, 4)] // 3.5 as well
    public void TheCenterOfTheResizedSquareIsTaken(int resizeSize, int imageSize, int offset)
    {
        PixelImage image = ImageDecoder.Upright.Decode(EncodedImages.Photo(70, 50, SKEncodedImageFormat.Png), "image");
        PixelImage square = new SquareResizer(resizeSize).Resize(image);
        byte[] expected =
            [.. Enumerable.Range(offset, imageSize).SelectMany(y => square.Pixels.Skip(3 * (y * resizeSize + offset)).Take(3 * imageSize))];
        CollectionAssert.AreEqual(expected, new ScoringTransform(resizeSize, imageSize).Apply(image).Pixels);
    }
}
