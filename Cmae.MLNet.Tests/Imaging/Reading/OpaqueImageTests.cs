using Cmae.MLNet.Imaging;
using Microsoft.ML.Data;
using SkiaSharp;

namespace Cmae.MLNet.Tests.Imaging;

[TestClass]
public sealed class OpaqueImageTests
{
    [TestMethod]
    [DataRow(SKEncodedImageFormat.Png)]
    [DataRow(SKEncodedImageFormat.Jpeg)]
    [DataRow(SKEncodedImageFormat.Webp)]
    public void ItsPixelsAreThoseOfTheDecoder(SKEncodedImageFormat format)
    {
        byte[] content = EncodedImages.Photo(37, 23, format);
        using OpaqueImage image = ImageDecoder.AsStored.Open(content, "image");
        PixelImage expected = ImageDecoder.AsStored.Decode(content, "image");
        CollectionAssert.AreEqual(expected.Pixels, ImageDecoder.Capture(image.Image).Pixels);
        using OpaqueImage copy = OpaqueImage.Of(expected);
        CollectionAssert.AreEqual(copy.Image.Pixels.ToArray(), image.Image.Pixels.ToArray());
        Assert.AreEqual(MLPixelFormat.Rgba32, image.Image.PixelFormat);
    }

    [TestMethod]
    public void WhatIsTransparentIsOverBlack()
    {
        byte[] content = EncodedImages.Encode(4, 1, (x, _) => new SKColor(200, 100, 50, (byte)(85 * x)));
        using OpaqueImage image = ImageDecoder.AsStored.Open(content, "image");
        CollectionAssert.AreEqual(ImageDecoder.AsStored.Decode(content, "image").Pixels, ImageDecoder.Capture(image.Image).Pixels);
        for (int pixel = 0; pixel < 4; pixel++)
            Assert.AreEqual(byte.MaxValue, image.Image.Pixels[(4 * pixel) + 3]);
    }

    [TestMethod]
    public void ThereIsNoSecondImageBesideIt()
    {
        byte[] content = EncodedImages.Png(3000, 2000, 1, 0, new byte[375 * 2000]);
        long before = GC.GetAllocatedBytesForCurrentThread();
        using (OpaqueImage image = ImageDecoder.AsStored.Open(content, "image"))
            Assert.AreEqual(3000, image.Image.Width);
        Assert.IsLessThan(100_000, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [TestMethod]
    public void ATruncatedImageIsRefused()
    {
        byte[] content = EncodedImages.Photo(37, 23, SKEncodedImageFormat.Png);
        Assert.AreEqual(
            "The upload is truncated: the end of its data is missing. Copy or download it again.",
            Assert.ThrowsExactly<InvalidDataException>(() => ImageDecoder.AsStored.Open(content[..^60], "The upload")).Message);
    }
}
