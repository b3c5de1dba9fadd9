using Cmae.MLNet.Imaging;
using Cmae.MLNet.Tests.Field;

namespace Cmae.MLNet.Tests.Imaging;

/// <summary>Small files that say that they are huge images.</summary>
[TestClass]
public sealed class ImageHeaderTests
{
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
        var error = Assert.ThrowsExactly<InvalidDataException>(() => ImageDecoder.Decode(gif, "The upload"));
        Assert.AreEqual("The upload has 20000x20000 pixels; an image may have at most 120 million. Scale it down.", error.Message);
    }

    private static void AssertTooLarge(string path)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        foreach (FileDecoder decode in (FileDecoder[])[ImageDecoder.DecodeFile, ImageDecoder.DecodeFileAsStored])
        {
            var error = Assert.ThrowsExactly<InvalidDataException>(() => decode(path, null, 64));
            Assert.AreEqual(
                $"The image file '{path}' has 20000x20000 pixels; an image may have at most 120 million. Scale it down.", error.Message);
        }
        Assert.IsLessThan(1_000_000, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
