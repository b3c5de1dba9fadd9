using Cmae.MLNet.Imaging;
using Cmae.MLNet.Runtime;
using Cmae.MLNet.Segmentation;
using Cmae.MLNet.Tests.Imaging;
using Microsoft.ML;

namespace Cmae.MLNet.Tests.Segmentation;

[TestClass]
public sealed class SegmentationImagesTests
{
    private readonly MLContext _ml = new(seed: 1);
    private readonly List<string> _warnings = [];

    [TestMethod]
    public void ATenthIsHeldOutAndLetterboxed()
    {
        using var tiny = new TinySegmentation(20);
        using SegmentationImages images = Open(tiny, TinySegmentation.Options());
        Assert.AreEqual((18, 2), (images.Train.Count, images.Validation!.Count));
        Assert.AreEqual((32, 32), (images.Validation.Get(0).Width, images.Validation.Get(0).Height));
        ClassMask mask = images.Validation.Mask(0);
        Assert.IsGreaterThan(32, Math.Max(mask.Width, mask.Height));
        long pixels = tiny.Rows.Sum(row => tiny.Mask(row).Classes.LongLength);
        Assert.AreEqual(pixels, images.PixelsOfClasses.Sum());
        Assert.IsEmpty(_warnings);
    }

    [TestMethod]
    public void LargeImagesAndTheirMasksAreKeptAtTwiceTheSquare()
    {
        using var tiny = new TinySegmentation(4);
        CmaeSegmentationTrainer.Options options = TinySegmentation.Options();
        (options.ImageSize, options.PatchSize, options.ValidationFraction) = (16, 4, 0);
        options.ImageSize = 16;
        using SegmentationImages images = Open(tiny, options);
        for (int i = 0; i < images.Train.Count; i++)
        {
            PixelImage image = images.Train.Get(i);
            ClassMask mask = images.Train.Mask(i);
            Assert.AreEqual(32, Math.Min(image.Width, image.Height));
            Assert.AreEqual((image.Width, image.Height), (mask.Width, mask.Height));
        }
    }

    [TestMethod]
    public void AMaskOfAnotherSizeIsAnErrorWithBothSizes()
    {
        using var tiny = new TinySegmentation(4);
        File.Copy(tiny.Rows[0].MaskPath, tiny.Rows[1].MaskPath, overwrite: true);
        string message = Assert.ThrowsExactly<InvalidDataException>(() => Open(tiny, TinySegmentation.Options())).Message;
        StringAssert.Contains(message, "01-mask.png");
        StringAssert.Contains(message, "40x40");
        StringAssert.Contains(message, "48x40");
    }

    [TestMethod]
    public void ABadMaskIsSkippedWithItsImageIfAskedFor()
    {
        using var tiny = new TinySegmentation(4);
        File.WriteAllText(tiny.Rows[2].MaskPath, "not a mask");
        Assert.ThrowsExactly<InvalidDataException>(() => Open(tiny, TinySegmentation.Options()));
        CmaeSegmentationTrainer.Options options = TinySegmentation.Options();
        (options.OnBadImage, options.ValidationFraction) = (CmaeBadImageHandling.Skip, 0);
        using SegmentationImages images = Open(tiny, options);
        Assert.AreEqual(3, images.Train.Count);
        StringAssert.Contains(_warnings.Single(), "1 of 4 masks cannot be used; their images are skipped.");
    }

    [TestMethod]
    public void AMaskWithoutLabelsIsLeftOutWithAWarning()
    {
        using var tiny = new TinySegmentation(4);
        byte[] ignored = [.. Enumerable.Repeat((byte)255, 40 * 40)];
        File.WriteAllBytes(tiny.Rows[0].MaskPath, EncodedImages.Png(40, 40, 8, 0, ignored));
        CmaeSegmentationTrainer.Options options = TinySegmentation.Options();
        options.ValidationFraction = 0;
        using SegmentationImages images = Open(tiny, options);
        Assert.AreEqual(3, images.Train.Count);
        StringAssert.Contains(_warnings.Single(), "1 of 4 masks have no labeled pixel");
    }

    [TestMethod]
    public void OneClassAloneCannotBeLearned()
    {
        using var tiny = new TinySegmentation(3);
        foreach (TinySegmentation.Row row in tiny.Rows)
        {
            ClassMask mask = tiny.Mask(row);
            File.WriteAllBytes(row.MaskPath, EncodedImages.Png(mask.Width, mask.Height, 8, 0, new byte[mask.Width * mask.Height]));
        }
        string message = Assert.ThrowsExactly<ArgumentException>(() => Open(tiny, TinySegmentation.Options())).Message;
        StringAssert.Contains(message, "All labeled pixels belong to the class 'ground'");
    }

    private SegmentationImages Open(TinySegmentation tiny, CmaeSegmentationTrainer.Options options)
    {
        IDataView view = tiny.View(_ml);
        return SegmentationImages.Open(
            view, MaskColumn.Of(view.Schema, "MaskPath"), new(TinySegmentation.Classes), options, seed: 1, _warnings.Add,
            Cancellation.None);
    }
}
