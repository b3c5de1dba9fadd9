using System.Buffers.Binary;
using Cmae.MLNet.Imaging;
using Cmae.MLNet.Tests.Field;
using SkiaSharp;

namespace Cmae.MLNet.Tests.Imaging;

[TestClass]
public sealed class ExifOrientationTests
{
    [TestMethod]
    [DataRow("jpg")]
    [DataRow("webp")]
    [DataRow("webp-prefix")]
    public void EightFilesOfOnePictureAreOnePicture(string kind)
    {
        PixelImage[] images = [.. FieldImages.Files($"orientation/{kind}").Select(file => ImageDecoder.Upright.DecodeFile(file))];
        Assert.HasCount(8, images);
        for (int i = 0; i < images.Length; i++)
        {
            Assert.AreEqual((images[0].Width, images[0].Height), (images[i].Width, images[i].Height));
            double difference = images[0].Pixels.Zip(images[i].Pixels, (a, b) => Math.Abs(a - b)).Average();
            Assert.IsLessThan(kind == "jpg" ? 3 : 0.01, difference, $"orientation {i + 1}");
            Assert.AreEqual(i == 0 ? ImageTraits.None : ImageTraits.Turned, images[i].Traits, $"orientation {i + 1}");
        }
    }

    [TestMethod]
    [DataRow("jpg")]
    [DataRow("webp")]
    [DataRow("webp-prefix")]
    public void AsStoredNothingIsTurnedAndItIsSaid(string kind)
    {
        PixelImage[] images = [.. FieldImages.Files($"orientation/{kind}").Select(file => ImageDecoder.AsStored.DecodeFile(file))];
        Assert.AreEqual(ImageTraits.None, images[0].Traits);
        Assert.IsTrue(images[1..].All(image => image.Traits == ImageTraits.NotUpright));
        Assert.AreEqual((images[0].Width, images[0].Height), (images[7].Height, images[7].Width));
    }

    [TestMethod]
    [DataRow(false, false)]
    [DataRow(false, true)]
    [DataRow(true, false)]
    public void TheChunkOfAPngIsFollowed(bool isLittle, bool hasPrefix)
    {
        byte[] upright = EncodedImages.Photo(9, 5, SKEncodedImageFormat.Png);
        byte[] turned = WithChunk(upright, Exif(6, isLittle, hasPrefix));
        PixelImage stored = ImageDecoder.Upright.Decode(upright, "image"), seen = ImageDecoder.Upright.Decode(turned, "image");
        Assert.AreEqual((5, 9), (seen.Width, seen.Height));
        // 6: the first row is the right edge, the first column the top
        CollectionAssert.AreEqual(stored.Pixels[..3], seen.Pixels[(3 * 4)..(3 * 5)]);
        CollectionAssert.AreEqual(stored.Pixels[^3..], seen.Pixels[(3 * 8 * 5)..(3 * 8 * 5 + 3)]);
    }

    [TestMethod]
    public void WhatIsDamagedIsPassedOver()
    {
        byte[] png = EncodedImages.Photo(9, 5, SKEncodedImageFormat.Png);
        byte[] exif = Exif(6, isLittle: false, hasPrefix: false);
        var random = new Random(1);
        for (int length = 0; length < exif.Length - 6; length++)
            Assert.AreEqual(SKEncodedOrigin.TopLeft, ExifOrientation.Find(WithChunk(png, exif[..length])), $"{length} bytes");
        Assert.AreEqual(SKEncodedOrigin.TopLeft, ExifOrientation.Find(WithChunk(png, Exif(9, isLittle: false, hasPrefix: false))));
        byte[] whole = WithChunk(png, exif);
        for (int i = 0; i < 2000; i++)
        {
            byte[] damaged = [.. whole];
            damaged[random.Next(8, damaged.Length)] = (byte)random.Next(256);
            ExifOrientation.Find(damaged); // throws nothing
            ExifOrientation.Find([.. "RIFF____WEBP"u8, .. damaged[8..]]);
        }
    }

    private static byte[] Exif(byte orientation, bool isLittle, bool hasPrefix)
    {
        byte[] tiff = isLittle
            ? [.. "II*\0"u8, 8, 0, 0, 0, 1, 0, 0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0, 0, 0, 0, 0]
            : [.. "MM\0*"u8, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0];
        return hasPrefix ? [.. "Exif\0\0"u8, .. tiff] : tiff;
    }

    /// <summary>The PNG with an eXIf chunk after its header. Its checksum is left out: who does not know the chunk does not look.</summary>
    private static byte[] WithChunk(byte[] png, byte[] exif)
    {
        const int headerEnd = 8 + 12 + 13;
        var length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, exif.Length);
        return [.. png[..headerEnd], .. length, .. "eXIf"u8, .. exif, 0, 0, 0, 0, .. png[headerEnd..]];
    }
}
