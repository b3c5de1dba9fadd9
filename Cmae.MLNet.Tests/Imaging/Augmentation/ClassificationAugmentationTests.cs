using Cmae.MLNet.Imaging;

namespace Cmae.MLNet.Tests.Imaging;

[TestClass]
public sealed class ClassificationAugmentationTests
{
    private const int Side = 16;

    private static readonly ClassificationAugmentationOptions Nothing = new(
        Side, new(Side, CmaeChannelOrder.Rgb), 1, HorizontalFlip: false, RandomAugmentation: false, ErasingProbability: 0);

    // A square image with a crop of the whole area either fits as it is, or is cut to another shape.
    private static readonly PixelImage Image = new(Side, Side, [.. Enumerable.Range(0, 3 * Side * Side).Select(i => (byte)(i * 7))]);

    [TestMethod]
    public void TheSameEpochAndImageGiveTheSamePixels()
    {
        var options = new ClassificationAugmentationOptions(Side, new(Side, CmaeChannelOrder.Rgb), 0.25, true, true, 0.5);
        CollectionAssert.AreEqual(Make(options, 1, 2), Make(options, 1, 2));
        CollectionAssert.AreNotEqual(Make(options, 1, 2), Make(options, 2, 2));
        CollectionAssert.AreNotEqual(Make(options, 1, 2), Make(options, 1, 3));
    }

    [TestMethod]
    public void EachPartChangesTheImageAndCanBeLeftOut()
    {
        Assert.AreEqual(0, Changed(Nothing));
        Assert.AreEqual(0.5, Changed(Nothing with { HorizontalFlip = true }), 0.12);
        Assert.AreEqual(0.25, Changed(Nothing with { ErasingProbability = 0.25 }), 0.1);
        Assert.IsGreaterThan(0.5, Changed(Nothing with { RandomAugmentation = true }));
    }

    /// <summary>Share of 200 images that another option changes.</summary>
    private static double Changed(ClassificationAugmentationOptions options) =>
        Enumerable.Range(0, 200).Average(index => Make(options, 0, index).AsSpan().SequenceEqual(Make(Nothing, 0, index)) ? 0.0 : 1);

    private static byte[] Make(ClassificationAugmentationOptions options, int epoch, int index)
    {
        var pixels = new byte[3 * Side * Side];
        new ClassificationAugmentation(options).Make(Image, seed: 4, epoch, index, pixels);
        return pixels;
    }
}
