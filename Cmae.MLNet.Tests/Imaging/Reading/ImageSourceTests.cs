using Cmae.MLNet.Imaging;
using Microsoft.ML.Data;
using SkiaSharp;

namespace Cmae.MLNet.Tests.Imaging;

/// <summary>Single images, without a row that holds them.</summary>
[TestClass]
public sealed class ImageSourceTests
{
    [TestMethod]
    public void AFileItsContentAndAnMLImageHaveTheSamePlanes()
    {
        using var folder = new TemporaryFolder();
        byte[] content = EncodedImages.Photo(30, 20, SKEncodedImageFormat.Png);
        File.WriteAllBytes(folder["a.png"], content);
        using MLImage image = MLImage.CreateFromFile(folder["a.png"]);
        var resizer = new SquareResizer(12);
        float[] expected = Planes(new EncodedImage(content, ImageDecoder.AsStored, "the upload"), resizer);
        CollectionAssert.AreEqual(expected, Planes(new FileImage(folder["a.png"], ImageDecoder.AsStored), resizer));
        CollectionAssert.AreEqual(expected, Planes(new BorrowedImage(image, ImageDecoder.AsStored, "the upload"), resizer));
        Assert.AreEqual(30, image.Width);
    }

    [TestMethod]
    public void WhatCannotBeReadIsNamed()
    {
        var resizer = new SquareResizer(12);
        Assert.AreEqual(
            "The image in the upload is not an image, or not in a format that can be read (JPEG, PNG, WebP, GIF, BMP).",
            Assert.ThrowsExactly<InvalidDataException>(
                () => Planes(new EncodedImage(new byte[] { 1, 2, 3 }, ImageDecoder.AsStored, "the upload"), resizer)).Message);
        string missing = Assert.ThrowsExactly<FileNotFoundException>(
            () => Planes(new FileImage("nowhere.png", ImageDecoder.AsStored), resizer)).Message;
        StringAssert.StartsWith(missing, "The image file 'nowhere.png' does not exist.");
        StringAssert.EndsWith(missing, $"the working directory '{Environment.CurrentDirectory}'.");
        MLImage disposed = MLImage.CreateFromPixels(1, 1, MLPixelFormat.Rgba32, new byte[4]);
        disposed.Dispose();
        StringAssert.StartsWith(
            Assert.ThrowsExactly<InvalidDataException>(
                () => Planes(new BorrowedImage(disposed, ImageDecoder.AsStored, "the upload"), resizer)).Message,
            "The image in the upload cannot be read: ");
    }

    [TestMethod]
    public void WhatIsKeptOutlivesItsOwner()
    {
        ImageSource kept;
        using (MLImage image = MLImage.CreateFromPixels(1, 1, MLPixelFormat.Bgra32, [1, 2, 3, 255]))
            kept = new BorrowedImage(image, ImageDecoder.AsStored, "row 0").Keep();
        CollectionAssert.AreEqual(new byte[] { 3, 2, 1 }, kept.Load(null).Pixels);
        Assert.AreEqual("row 0", kept.Name);
    }

    private static float[] Planes(ImageSource image, SquareResizer resizer)
    {
        var planes = new float[3 * resizer.Side * resizer.Side];
        image.WritePlanes(resizer, planes);
        return planes;
    }
}
