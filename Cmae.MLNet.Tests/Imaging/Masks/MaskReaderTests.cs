using Cmae.MLNet.Imaging;
using Microsoft.ML.Data;

namespace Cmae.MLNet.Tests.Imaging;

[TestClass]
public class MaskReaderTests
{
    private static readonly CmaeSegmentationClass s_sky = new("sky"), s_road = new("road"), s_tree = new("tree");
    private static readonly CmaeSegmentationClass s_red = new("red", color: "#FF0000"), s_blue = new("blue", color: "#0000FF");

    [TestMethod]
    public void GrayValuesAreClassesAnd255IsIgnored()
    {
        using var masks = new MaskFolder();

        ClassMask mask = masks.Read(PngWriter.Gray(2, 2, 0, 2, 255, 1), s_sky, s_road, s_tree);

        CollectionAssert.AreEqual(new byte[] { 0, 2, 255, 1 }, mask.Classes);
        Assert.AreEqual((2, 2), (mask.Width, mask.Height));
    }

    [TestMethod]
    public void A255InTheTableIsAClass()
    {
        using var masks = new MaskFolder();

        ClassMask mask = masks.Read(PngWriter.Gray(2, 1, 0, 255), new("background", 0), new CmaeSegmentationClass("nucleus", 255));

        CollectionAssert.AreEqual(new byte[] { 0, 1 }, mask.Classes);
    }

    [TestMethod]
    public void BlackAndWhiteAreClassesByTheirColors()
    {
        using var masks = new MaskFolder();
        CmaeSegmentationClass[] classes = [new("background", color: "#000000"), new("nucleus", color: "#FFFFFF")];

        CollectionAssert.AreEqual(new byte[] { 0, 1 }, masks.Read(PngWriter.Gray(2, 1, 0, 255), classes).Classes);
        CollectionAssert.AreEqual(new byte[] { 0, 1 }, masks.Read(PngWriter.Gray(2, 1, 0, 1), classes).Classes);
    }

    [TestMethod]
    public void OneBitIsReadAsZeroAndOneOrAsZeroAnd255()
    {
        using var masks = new MaskFolder();
        byte[] png = PngWriter.Write(3, 1, 1, PngColor.Gray, [1, 0, 1]);

        CollectionAssert.AreEqual(new byte[] { 1, 0, 1 }, masks.Read(png, s_sky, s_road).Classes);
        CollectionAssert.AreEqual(new byte[] { 1, 0, 1 }, masks.Read(png, new("sky", 0), new CmaeSegmentationClass("road", 255)).Classes);
    }

    [TestMethod]
    public void SixteenBitValuesAreKept()
    {
        using var masks = new MaskFolder();
        byte[] png = PngWriter.Write(3, 1, 16, PngColor.Gray, [1, 300, 1]);

        ClassMask mask = masks.Read(png, new("a", 1), new CmaeSegmentationClass("b", 300));

        CollectionAssert.AreEqual(new byte[] { 0, 1, 0 }, mask.Classes);
    }

    [TestMethod]
    public void PaletteIndicesAreClassesWhateverTheirColors()
    {
        using var masks = new MaskFolder();
        byte[] allBlack = PngWriter.Write(3, 1, 8, PngColor.Palette, [0, 1, 2], [0, 0, 0]);
        byte[] arbitrary = PngWriter.Write(3, 1, 2, PngColor.Palette, [0, 1, 2], [0x123456, 0xFF0000, 7, 8]);

        CollectionAssert.AreEqual(new byte[] { 0, 1, 2 }, masks.Read(allBlack, s_sky, s_road, s_tree).Classes);
        CollectionAssert.AreEqual(new byte[] { 0, 1, 2 }, masks.Read(arbitrary, s_red, s_blue, s_tree).Classes);
    }

    [TestMethod]
    public void PaletteInAnotherOrderIsReadByItsColors()
    {
        using var masks = new MaskFolder();
        byte[] png = PngWriter.Write(3, 1, 8, PngColor.Palette, [0, 1, 1], [0x0000FF, 0xFF0000]);
        byte[] one = PngWriter.Write(1, 1, 8, PngColor.Palette, [0], [0x0000FF]);

        CollectionAssert.AreEqual(new byte[] { 1, 0, 0 }, masks.Read(png, s_red, s_blue).Classes);
        CollectionAssert.AreEqual(new byte[] { 1 }, masks.Read(one, s_red, s_blue).Classes);
    }

    [TestMethod]
    public void ColorsAreClassesOrGrayValues()
    {
        using var masks = new MaskFolder();
        byte[] colors = PngWriter.Write(2, 1, 8, PngColor.Rgb, [0, 0, 255, 255, 0, 0]);
        byte[] grays = PngWriter.Write(3, 1, 8, PngColor.Rgba, [1, 1, 1, 9, 0, 0, 0, 255, 255, 255, 255, 0]);

        CollectionAssert.AreEqual(new byte[] { 1, 0 }, masks.Read(colors, s_red, s_blue).Classes);
        CollectionAssert.AreEqual(new byte[] { 1, 0, 255 }, masks.Read(grays, s_sky, s_road).Classes);
    }

    [TestMethod]
    public void IgnoredColorsAndValuesBelongToNoClass()
    {
        using var masks = new MaskFolder();
        var ignored = new CmaeSegmentationClass("(ignored)", 7, "#9B9B9B");
        byte[] colors = PngWriter.Write(2, 1, 8, PngColor.Rgb, [0, 0, 255, 0x9B, 0x9B, 0x9B]);

        CollectionAssert.AreEqual(new byte[] { 1, 255 }, masks.Read(colors, s_red, s_blue, ignored).Classes);
        CollectionAssert.AreEqual(new byte[] { 1, 255 }, masks.Read(PngWriter.Gray(2, 1, 1, 7), s_red, s_blue, ignored).Classes);
        Assert.IsTrue(masks.Read(PngWriter.Gray(2, 1, 7, 7), s_red, s_blue, ignored).IsAllIgnored);
    }

    [TestMethod]
    public void UnknownValueIsNamedWithItsPlace()
    {
        using var masks = new MaskFolder();

        string gray = masks.Error(PngWriter.Gray(2, 2, 0, 1, 1, 9), s_sky, s_road);
        string palette = masks.Error(PngWriter.Write(1, 1, 8, PngColor.Palette, [2], [0, 1, 0xABCDEF]), s_sky, s_road);

        Assert.AreEqual(
            $"The mask '{masks["mask.png"]}': the value 9 at column 1, row 1 (from 0) is not a class. Known values are 0, 1. " +
            "Add the value to classes.csv, with the name 'ignored' if it is not a class.", gray);
        StringAssert.Contains(palette, "the palette index 2 (#ABCDEF) at column 0, row 0 (from 0) is not a class.");
    }

    [TestMethod]
    public void UnknownColorIsNamedWithTheNearestKnownOne()
    {
        using var masks = new MaskFolder();
        byte[] png = PngWriter.Write(2, 1, 8, PngColor.Rgb, [255, 0, 0, 10, 0, 250]);

        StringAssert.Contains(
            masks.Error(png, s_red, s_blue),
            "the color #0A00FA at column 1, row 0 (from 0) is not a class. The nearest known color is #0000FF ('blue').");
        StringAssert.Contains(masks.Error(png, s_sky, s_road), "no class has a color. Add a column 'color' to classes.csv");
    }

    [TestMethod]
    public void JpegAndPicturesAreRefused()
    {
        using var masks = new MaskFolder();
        var random = new Random(1);
        int[] photo = [.. Enumerable.Range(0, 3 * 64 * 64).Select(_ => random.Next(256))];

        StringAssert.Contains(masks.Error([0xFF, 0xD8, 0xFF, 0xE0], s_red, s_blue), "is a JPEG, which changes the values of pixels");
        StringAssert.Contains(
            masks.Error(PngWriter.Write(64, 64, 8, PngColor.Rgb, photo), s_red, s_blue), "has more than 1024 different colors");
    }

    [TestMethod]
    public void ImageInMemoryIsReadByRedOrColor()
    {
        using var gray = MLImage.CreateFromPixels(2, 1, MLPixelFormat.Rgba32, [1, 1, 1, 255, 0, 0, 0, 255]);
        using var color = MLImage.CreateFromPixels(2, 1, MLPixelFormat.Bgra32, [255, 0, 0, 255, 0, 0, 255, 255]);
        var masks = new MaskReader(new([s_red, s_blue]));

        CollectionAssert.AreEqual(new byte[] { 1, 0 }, masks.Read(gray, "The mask").Classes);
        CollectionAssert.AreEqual(new byte[] { 1, 0 }, masks.Read(color, "The mask").Classes);
    }
}
