using Cmae.MLNet.Imaging;
using Cmae.MLNet.Tests.Field;
using SkiaSharp;

namespace Cmae.MLNet.Tests.Imaging;

/// <summary>Small files that say that they are huge images.</summary>
[TestClass]
public sealed class ImageHeaderTests
{
    private const string TooLarge =
        "has 20000x20000 pixels; an image may have at most 120 million (MaxImagePixels). Scale it down, or raise the limit.";

    [TestMethod]
    public void AGifOf35BytesIsRefusedByItsHeader() => AssertTooLarge(FieldImages.Files("bomb").Single());

    [TestMethod]
    public void APngOf70KilobytesIsRefusedByItsHeader()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["large.png"], EncodedImages.Png(20_000, 20_000, 1, 0, new byte[2500 * 20_000]));
        AssertTooLarge(folder["large.png"]);
    }

    [TestMethod]
    public void BytesAreRefusedByTheSameLimit()
    {
        byte[] gif = File.ReadAllBytes(FieldImages.Files("bomb").Single());
        var error = Assert.ThrowsExactly<InvalidDataException>(() => ImageDecoder.Upright.Decode(gif, "The upload"));
        Assert.AreEqual($"The upload {TooLarge}", error.Message);
    }

    [TestMethod]
    public void TheLimitIsAnOption()
    {
        byte[] png = EncodedImages.Photo(40, 30, SKEncodedImageFormat.Png);
        ImageDecoder decoder = ImageDecoder.AsStored with { Limits = new ImageLimits(Pixels: 1200) };
        Assert.AreEqual(40, decoder.Decode(png, "The upload").Width);
        decoder = decoder with { Limits = new ImageLimits(Pixels: 1199) };
        string message = Assert.ThrowsExactly<InvalidDataException>(() => decoder.Decode(png, "The upload")).Message;
        Assert.AreEqual(
            "The upload has 40x30 pixels; an image may have at most 0.001199 million (MaxImagePixels). Scale it down, or raise the limit.",
            message);
        Assert.AreEqual(message, Assert.ThrowsExactly<InvalidDataException>(() => decoder.Open(png, "The upload")).Message);
    }

    private static void AssertTooLarge(string path)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        foreach (ImageDecoder decoder in (ImageDecoder[])[ImageDecoder.Upright, ImageDecoder.AsStored])
        {
            var error = Assert.ThrowsExactly<InvalidDataException>(() => decoder.DecodeFile(path, null, 64));
            Assert.AreEqual($"The image file '{path}' {TooLarge}", error.Message);
        }
        Assert.IsLessThan(1_000_000, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
