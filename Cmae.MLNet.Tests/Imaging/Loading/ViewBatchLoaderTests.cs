using Cmae.MLNet.Imaging;

namespace Cmae.MLNet.Tests.Imaging;

[TestClass]
public sealed class ViewBatchLoaderTests
{
    private static readonly ViewBatchPlan[] _plans =
    [
        new(0, [4, 1, 3], HasTarget: false),
        new(0, [0, 2], HasTarget: false),
        new(1, [2, 4, 0], HasTarget: true),
        new(1, [1, 3], HasTarget: true),
    ];

    [TestMethod]
    [DataRow(1, 1, CmaePositivePair.PixelShift)]
    [DataRow(4, 3, CmaePositivePair.PixelShift)]
    [DataRow(4, 3, CmaePositivePair.RandomCrops)]
    public void BatchesComeInOrderAndHoldTheViewsOfTheirImages(int workers, int ahead, CmaePositivePair pair)
    {
        var images = new NoiseImages();
        var views = new ContrastiveViews(new(8, 2, PositivePair: pair));
        int length = views.Options.ViewLength;
        using PrefetchingLoader<ViewBatchPlan, ViewBatch> loader =
            ViewBatchLoader.Start(images, views, seed: 5, batchSize: 3, _plans, new() { Workers = workers, BatchesAhead = ahead });
        var seen = 0;
        foreach (ViewBatch batch in loader)
        {
            Assert.AreSame(_plans[seen++], batch.Plan);
            for (int slot = 0; slot < batch.Count; slot++)
            {
                var (online, target) = (new byte[length], new byte[length]);
                views.Make(images.Get(batch.Plan.Indices[slot]), 5, batch.Plan.Epoch, batch.Plan.Indices[slot], online, target);
                GoldenImages.AssertSame(online, batch.Online[(slot * length)..((slot + 1) * length)], $"online {slot}");
                if (!batch.Plan.HasTarget)
                    Array.Clear(target); // nothing has been written there: the plans with a target come last
                GoldenImages.AssertSame(target, batch.Target[(slot * length)..((slot + 1) * length)], $"target {slot}");
            }
        }
        Assert.AreEqual(_plans.Length, seen);
    }

    [TestMethod]
    public void APlanBeyondTheBatchSizeIsAnError()
    {
        using PrefetchingLoader<ViewBatchPlan, ViewBatch> loader =
            ViewBatchLoader.Start(new NoiseImages(), new(new(8, 2)), 5, 2, _plans, new());
        ArgumentException error = Assert.ThrowsExactly<ArgumentException>(() => loader.Count());
        StringAssert.Contains(error.Message, "A batch of 3 images is planned, but there is only room for 2.");
    }

    private sealed class NoiseImages : IImageSet
    {
        public int Count => 5;

        public PixelImage Get(int index) => ContrastiveViewsTests.Noise(10 + index, 12);
    }
}
