using Cmae.MLNet.Imaging;

namespace Cmae.MLNet.Tests.Imaging;

[TestClass]
public class PngMaskTests
{
    [TestMethod]
    [DataRow(1, (int)PngColor.Gray)]
    [DataRow(2, (int)PngColor.Gray)]
    [DataRow(4, (int)PngColor.Gray)]
    [DataRow(8, (int)PngColor.Gray)]
    [DataRow(16, (int)PngColor.Gray)]
    [DataRow(1, (int)PngColor.Palette)]
    [DataRow(2, (int)PngColor.Palette)]
    [DataRow(4, (int)PngColor.Palette)]
    [DataRow(8, (int)PngColor.Palette)]
    [DataRow(8, (int)PngColor.GrayAlpha)]
    [DataRow(16, (int)PngColor.GrayAlpha)]
    [DataRow(8, (int)PngColor.Rgb)]
    [DataRow(16, (int)PngColor.Rgb)]
    [DataRow(8, (int)PngColor.Rgba)]
    [DataRow(16, (int)PngColor.Rgba)]
    public void EveryFormIsReadWithAllFilters(int depth, int colorType)
    {
        const int Width = 13, Height = 10;
        var color = (PngColor)colorType;
        int channels = new PngHeader(Width, Height, depth, color).Channels;
        var random = new Random(depth);
        // few different pixels, as a mask has
        int[] Pixel() => [.. Enumerable.Range(0, channels).Select(_ => random.Next(1 << depth))];
        int[][] pixels = [.. Enumerable.Range(0, 9).Select(_ => Pixel())];
        int[] chosen = [.. Enumerable.Range(0, Width * Height).Select(_ => random.Next(pixels.Length))];
        byte[] png = PngWriter.Write(
            Width, Height, depth, color, [.. chosen.SelectMany(i => pixels[i])], new int[1 << Math.Min(depth, 8)], y => y % 5);

        MaskPixels mask = PngMask.Read(png, "The mask");

        int[] expected = [.. chosen.Select(i => channels < 3
            ? pixels[i][0]
            : ClassColor.Of(pixels[i][0] >> (depth - 8), pixels[i][1] >> (depth - 8), pixels[i][2] >> (depth - 8)))];
        CollectionAssert.AreEqual(expected, CodesOf(mask));
    }

    [TestMethod]
    public void DamageIsFoundByTheChecksum()
    {
        byte[] png = PngWriter.Gray(4, 4, new int[16]);
        for (int i = 8; i < png.Length - 12; i++)
        {
            byte[] damaged = [.. png];
            damaged[i] ^= 1;
            Assert.ThrowsExactly<InvalidDataException>(() => PngMask.Read(damaged, "The mask"), $"byte {i}");
        }
    }

    [TestMethod]
    public void TruncatedFileIsAnError()
    {
        byte[] png = PngWriter.Gray(4, 4, new int[16]);
        for (int length = 8; length < png.Length; length++)
        {
            string message = Assert.ThrowsExactly<InvalidDataException>(() => PngMask.Read(png[..length], "The mask")).Message;
            Assert.AreEqual("The mask is truncated: the end of the file is missing. Copy or download it again.", message);
        }
    }

    [TestMethod]
    public void MissingRowsAndUnknownFiltersAreErrors()
    {
        byte[] header = PngWriter.HeaderChunk(new(2, 3, 8, PngColor.Gray));

        StringAssert.Contains(Error(PngWriter.File(header, [0, 1, 1, 0, 1, 1])), "2 of its 3 rows of pixels could be read");
        StringAssert.Contains(Error(PngWriter.File(header, [0, 1, 1, 5, 1, 1])), "is damaged in row 1: there is no filter 5.");
    }

    [TestMethod]
    public void InterlacedAndTooLargeFilesAreRefused()
    {
        byte[] interlaced = PngWriter.HeaderChunk(new(2, 3, 8, PngColor.Gray), interlace: 1);
        byte[] large = PngWriter.HeaderChunk(new(200_000, 200_000, 1, PngColor.Gray));

        StringAssert.Contains(Error(PngWriter.File(interlaced, [0])), "The mask is interlaced (Adam7)");
        StringAssert.Contains(Error(PngWriter.File(large, [0])), "has 200000x200000 pixels; an image may have at most 120 million.");
    }

    [TestMethod]
    public void ImpossibleHeadersAreRefused()
    {
        foreach (PngHeader header in (PngHeader[])[new(0, 1, 8, PngColor.Gray), new(1, 1, 16, PngColor.Palette), new(1, 1, 8, (PngColor)5)])
            StringAssert.Contains(Error(PngWriter.File(PngWriter.HeaderChunk(header), [0])), "The mask is damaged: its header says");
    }

    private static string Error(byte[] png) => Assert.ThrowsExactly<InvalidDataException>(() => PngMask.Read(png, "The mask")).Message;

    private static int[] CodesOf(MaskPixels mask)
    {
        // the code of a pixel, found by making each code a class of its own
        byte[] classes = [.. Enumerable.Range(0, mask.Codes.Count).Select(i => (byte)i)];
        return [.. mask.Classified(classes).Classes.Select(index => mask.Codes[index].Code)];
    }
}
