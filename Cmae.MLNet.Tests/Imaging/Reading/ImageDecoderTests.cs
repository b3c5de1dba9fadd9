using Cmae.MLNet.Imaging;
using Microsoft.ML.Data;
using SkiaSharp;

namespace Cmae.MLNet.Tests.Imaging;

[TestClass]
public sealed class ImageDecoderTests
{
    [TestMethod]
    public void ColorsComeAsRedGreenBlue()
    {
        PixelImage image = Decode(EncodedImages.Encode(2, 1, (x, _) => x == 0 ? new(200, 100, 50) : new(1, 2, 3)));
        CollectionAssert.AreEqual(new byte[] { 200, 100, 50, 1, 2, 3 }, image.Pixels);
    }

    [TestMethod]
    public void TransparentPartsTurnBlack()
    {
        PixelImage image = Decode(EncodedImages.Png(3, 1, 8, 6, [200, 100, 50, 255, 200, 100, 50, 128, 200, 100, 50, 0]));
        CollectionAssert.AreEqual(new byte[] { 200, 100, 50, 100, 50, 25, 0, 0, 0 }, image.Pixels);
    }

    [TestMethod]
    public void GrayOfEveryDepthIsGray()
    {
        CollectionAssert.AreEqual(new byte[] { 77, 77, 77, 200, 200, 200 }, Decode(EncodedImages.Png(2, 1, 8, 0, [77, 200])).Pixels);
        CollectionAssert.AreEqual(
            new byte[] { 77, 77, 77, 200, 200, 200 }, Decode(EncodedImages.Png(2, 1, 16, 0, [77, 77, 200, 200])).Pixels);
        CollectionAssert.AreEqual(new byte[] { 255, 255, 255, 0, 0, 0 }, Decode(EncodedImages.Png(2, 1, 1, 0, [0b1000_0000])).Pixels);
        CollectionAssert.AreEqual(new byte[] { 100, 100, 100 }, Decode(EncodedImages.Png(1, 1, 8, 4, [200, 128])).Pixels);
    }

    [TestMethod]
    public void SixteenBitsAreCutToEight() =>
        CollectionAssert.AreEqual(new byte[] { 10, 128, 250 }, Decode(EncodedImages.Png(1, 1, 16, 2, [10, 10, 128, 128, 250, 250])).Pixels);

    [TestMethod]
    public void PalettesAreLookedUp()
    {
        byte[] palette = [255, 0, 0, 0, 128, 255];
        CollectionAssert.AreEqual(new byte[] { 0, 128, 255, 255, 0, 0 }, Decode(EncodedImages.Png(2, 1, 8, 3, [1, 0], palette)).Pixels);
        CollectionAssert.AreEqual(
            new byte[] { 0, 64, 128, 255, 0, 0 }, Decode(EncodedImages.Png(2, 1, 8, 3, [1, 0], palette, [255, 128])).Pixels);
    }

    [TestMethod]
    [DataRow((byte)255, (byte)255, (byte)255, (byte)255, 255, 255, 255, DisplayName = "no ink is white")]
    [DataRow((byte)255, (byte)255, (byte)255, (byte)1, 0, 0, 0, DisplayName = "black ink")]
    [DataRow((byte)255, (byte)1, (byte)1, (byte)255, 255, 0, 0, DisplayName = "magenta and yellow are red")]
    [DataRow((byte)1, (byte)255, (byte)1, (byte)129, 0, 128, 0, DisplayName = "cyan, yellow and half black are dark green")]
    public void CmykIsMultipliedOut(byte cyan, byte magenta, byte yellow, byte black, int red, int green, int blue)
    {
        PixelImage image = Decode(EncodedImages.CmykJpeg(cyan, magenta, yellow, black));
        Assert.AreEqual((8, 8), (image.Width, image.Height));
        for (int i = 0; i < image.Pixels.Length; i++)
            Assert.AreEqual((i % 3) switch { 0 => red, 1 => green, _ => blue }, image.Pixels[i], 2);
    }

    [TestMethod]
    [DataRow((byte)1, "ABCD")]
    [DataRow((byte)2, "BADC")]
    [DataRow((byte)3, "DCBA")]
    [DataRow((byte)4, "CDAB")]
    [DataRow((byte)5, "ACBD")]
    [DataRow((byte)6, "CADB")]
    [DataRow((byte)7, "DBCA")]
    [DataRow((byte)8, "BDAC")]
    public void ExifOrientationIsHonored(byte orientation, string quarters)
    {
        // A is red, B green, C blue, D white; the stored image is A B over C D, 32 wide and 16 high.
        var colors = new Dictionary<char, (byte, byte, byte)>
        {
            ['A'] = (255, 0, 0), ['B'] = (0, 255, 0), ['C'] = (0, 0, 255), ['D'] = (255, 255, 255),
        };
        byte[] jpeg = EncodedImages.Encode(
            32, 16, (x, y) => (x < 16, y < 8) switch
            {
                (true, true) => SKColors.Red,
                (false, true) => SKColors.Lime,
                (true, false) => SKColors.Blue,
                _ => SKColors.White,
            },
            SKEncodedImageFormat.Jpeg);

        PixelImage image = Decode(EncodedImages.WithOrientation(jpeg, orientation));

        Assert.AreEqual(orientation >= 5 ? (16, 32) : (32, 16), (image.Width, image.Height));
        for (int quarter = 0; quarter < 4; quarter++)
        {
            int x = (quarter % 2 * 2 + 1) * image.Width / 4, y = (quarter / 2 * 2 + 1) * image.Height / 4;
            (byte red, byte green, byte blue) = colors[quarters[quarter]];
            Span<byte> pixel = image.Pixels.AsSpan(3 * (y * image.Width + x), 3);
            Assert.IsTrue(
                Near(pixel[0], red) && Near(pixel[1], green) && Near(pixel[2], blue),
                $"quarter {quarter} is {pixel[0]},{pixel[1]},{pixel[2]}");
        }

        static bool Near(byte actual, byte expected) => Math.Abs(actual - expected) < 40;
    }

    [TestMethod]
    [DataRow(SKEncodedImageFormat.Jpeg)]
    [DataRow(SKEncodedImageFormat.Png)]
    [DataRow(SKEncodedImageFormat.Webp)]
    public void ATruncatedFileIsAnErrorWithItsName(SKEncodedImageFormat format)
    {
        using var folder = new TemporaryFolder();
        byte[] whole = EncodedImages.Photo(90, 70, format);
        Assert.AreEqual(90, Decode(whole).Width);
        foreach (double share in new[] { 0.5, 0.9 })
        {
            File.WriteAllBytes(folder["cut.img"], whole[..(int)(share * whole.Length)]);
            var error = Assert.ThrowsExactly<InvalidDataException>(() => ImageDecoder.Upright.DecodeFile(folder["cut.img"]));
            StringAssert.StartsWith(error.Message, $"The image file '{folder["cut.img"]}' is ");
            StringAssert.EndsWith(error.Message, "Copy or download it again.");
        }
    }

    [TestMethod]
    public void WhatIsNoImageIsAnErrorWithItsName()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["text.png"], "This is a text.");
        File.WriteAllBytes(folder["empty.jpg"], []);
        Assert.AreEqual(
            $"The image file '{folder["text.png"]}' is not an image, or not in a format that can be read (JPEG, PNG, WebP, GIF, BMP).",
            Assert.ThrowsExactly<InvalidDataException>(() => ImageDecoder.Upright.DecodeFile(folder["text.png"])).Message);
        Assert.AreEqual(
            $"The image file '{folder["empty.jpg"]}' is empty (0 bytes), or not a regular file (a pipe, a socket or a device).",
            Assert.ThrowsExactly<InvalidDataException>(() => ImageDecoder.Upright.DecodeFile(folder["empty.jpg"])).Message);
        var missing = Assert.ThrowsExactly<FileNotFoundException>(() => ImageDecoder.Upright.DecodeFile(folder["none.png"]));
        StringAssert.StartsWith(missing.Message, $"The image file '{folder["none.png"]}' does not exist.");
    }

    [TestMethod]
    [DataRow(SKEncodedImageFormat.Jpeg)]
    [DataRow(SKEncodedImageFormat.Png)]
    [DataRow(SKEncodedImageFormat.Webp)]
    public void ALargeImageIsReducedWhileLoading(SKEncodedImageFormat format)
    {
        byte[] encoded = EncodedImages.Encode(400, 300, (x, y) => new((byte)(x * 5 / 8), (byte)(y * 5 / 6), 100), format);
        PixelImage reduced = ImageDecoder.Upright.Decode(encoded, "image", maxShortEdge: 40);
        Assert.AreEqual((53, 40), (reduced.Width, reduced.Height));
        Assert.AreEqual(125, reduced.Pixels[3 * (20 * 53 + 26)], 6, "red in the middle");
        Assert.AreEqual(125, reduced.Pixels[3 * (20 * 53 + 26) + 1], 6, "green in the middle");
        Assert.AreEqual(100, reduced.Pixels[3 * (39 * 53 + 52) + 2], 4, "blue in the corner");
    }

    [TestMethod]
    public void AHundredMegapixelsNeedLittleMemory()
    {
        byte[] png = EncodedImages.Png(10_000, 10_000, 1, 0, new byte[1250 * 10_000]);
        long before = GC.GetAllocatedBytesForCurrentThread();
        PixelImage reduced = ImageDecoder.Upright.Decode(png, "image", maxShortEdge: 64);
        Assert.AreEqual((64, 64), (reduced.Width, reduced.Height));
        Assert.IsLessThan(20_000_000, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [TestMethod]
    public void AnImageOfOnePixelStaysAsItIs()
    {
        PixelImage image = ImageDecoder.Upright.Decode(EncodedImages.Encode(1, 1, (_, _) => new(9, 8, 7)), "image", maxShortEdge: 64);
        CollectionAssert.AreEqual(new byte[] { 9, 8, 7 }, image.Pixels);
    }

    [TestMethod]
    [DataRow(MLPixelFormat.Rgba32)]
    [DataRow(MLPixelFormat.Bgra32)]
    public void AnMLImageIsCopiedAndStaysUsable(MLPixelFormat format)
    {
        byte[] pixels = format == MLPixelFormat.Rgba32 ? [1, 2, 3, 255, 4, 5, 6, 255] : [3, 2, 1, 255, 6, 5, 4, 255];
        using MLImage image = MLImage.CreateFromPixels(2, 1, format, pixels);
        CollectionAssert.AreEqual(new byte[] { 1, 2, 3, 4, 5, 6 }, ImageDecoder.Capture(image).Pixels);
        Assert.AreEqual(2, image.Width);
    }

    private static PixelImage Decode(byte[] encoded) => ImageDecoder.Upright.Decode(encoded, "image");
}
