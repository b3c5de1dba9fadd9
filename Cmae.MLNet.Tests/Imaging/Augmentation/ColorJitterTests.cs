using Cmae.MLNet.Imaging;

namespace Cmae.MLNet.Tests.Imaging;

/// <summary>The recorded results come from the official code, which reads its R,G,B arrays as blue first.</summary>
[TestClass]
public sealed class ColorJitterTests
{
    private delegate void Operation(Span<byte> pixels, double factor);

    [TestMethod]
    public void Brightness() => Compare("brightness", (pixels, factor) => ColorOperations.AdjustBrightness(pixels, (float)factor));

    [TestMethod]
    public void Contrast() =>
        Compare("contrast", (pixels, factor) => ColorOperations.AdjustContrast(pixels, (float)factor, CmaeChannelOrder.Bgr));

    [TestMethod]
    public void Saturation() =>
        Compare("saturation", (pixels, factor) => ColorOperations.AdjustSaturation(pixels, (float)factor, CmaeChannelOrder.Bgr));

    [TestMethod]
    public void Hue() => Compare("hue", (pixels, factor) => HueShift.ShiftHue(pixels, factor, CmaeChannelOrder.Bgr));

    [TestMethod]
    public void AllFourInTheRecordedOrder()
    {
        foreach (GoldenImages golden in GoldenImages.Matching("aug_ops"))
        {
            double[][] factors = golden.DoubleRows("jitter.b_c_s_h");
            long[][] orders = golden.LongRows("jitter.order_0b_1c_2s_3h");
            PixelImage[] expected = golden.Images("jitter.out");
            for (int i = 0; i < expected.Length; i++)
            {
                ColorOperation[] order = [.. orders[i].Select(operation => (ColorOperation)operation)];
                var jitter = new ColorJitter(order, factors[i][0], factors[i][1], factors[i][2], factors[i][3]);
                byte[] pixels = GoldenImages.Copy(golden.Image("color.img_rgb"));
                jitter.AdjustColors(pixels, CmaeChannelOrder.Bgr);
                GoldenImages.AssertSame(expected[i].Pixels, pixels, $"jitter {i}");
            }
        }
    }

    [TestMethod]
    public void NaturalOrderIsTheOfficialOneOnReversedChannels()
    {
        var random = new Random(5);
        var pixels = new byte[3 * 64];
        random.NextBytes(pixels);
        byte[] reversed = [.. pixels.Chunk(3).SelectMany(pixel => pixel.Reverse())];
        ColorJitter jitter = ColorJitter.Draw(random);

        jitter.AdjustColors(pixels, CmaeChannelOrder.Rgb);
        jitter.AdjustColors(reversed, CmaeChannelOrder.Bgr);

        CollectionAssert.AreEqual(pixels, reversed.Chunk(3).SelectMany(pixel => pixel.Reverse()).ToArray());
    }

    [TestMethod]
    public void DrawnStrengthsStayInTheirRanges()
    {
        var random = new Random(1);
        for (int i = 0; i < 200; i++)
        {
            ColorJitter jitter = ColorJitter.Draw(random);
            Assert.AreEqual(4, jitter.Order.Distinct().Count());
            Assert.IsTrue(new[] { jitter.Brightness, jitter.Contrast, jitter.Saturation }.All(factor => factor is >= 0.6 and < 1.4));
            Assert.IsTrue(jitter.Hue is >= -0.1 and < 0.1);
        }
    }

    private static void Compare(string name, Operation operation)
    {
        foreach (GoldenImages golden in GoldenImages.Matching("aug_ops"))
        {
            var pairs = golden.Doubles($"color.{name}.factors").Zip(golden.Images($"color.{name}.out"));
            foreach ((double factor, PixelImage expected) in pairs)
            {
                byte[] pixels = GoldenImages.Copy(golden.Image("color.img_rgb"));
                operation(pixels, factor);
                GoldenImages.AssertSame(expected.Pixels, pixels, $"{name} {factor}");
            }
        }
    }
}
