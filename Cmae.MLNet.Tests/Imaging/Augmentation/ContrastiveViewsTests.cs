using System.Text.Json;
using Cmae.MLNet.Imaging;
using Cmae.MLNet.Runtime;
using Cmae.MLNet.Training;
using TorchSharp;

namespace Cmae.MLNet.Tests.Imaging;

[TestClass]
public sealed class ContrastiveViewsTests
{
    [TestMethod]
    public void TheRecordedDecisionsGiveTheRecordedViews()
    {
        foreach (GoldenImages golden in GoldenImages.Matching("aug_pipeline"))
        {
            ViewDraw draw = RecordedDraw(golden.Metadata["params"]);
            string masterName = golden.Names.Single(name => name.StartsWith("master", StringComparison.Ordinal));
            PixelImage image = golden.Image("img_rgb"), expectedMaster = golden.Image(masterName);
            var side = (int)golden.Shape("out.img")[1];
            var views = new ContrastiveViews(new(side, expectedMaster.Width - side - 1));
            var (online, target) = (new byte[views.Options.ViewLength], new byte[views.Options.ViewLength]);

            var master = new byte[expectedMaster.Pixels.Length];
            views.MakeMaster(image, draw.Online, master);
            GoldenImages.AssertSame(expectedMaster.Pixels, master, "master");
            views.Make(image, draw, CmaeChannelOrder.Bgr, online, target);
            AssertNormalized(golden.Floats("out.img"), online, "online");
            AssertNormalized(golden.Floats("out.img_t"), target, "target");
        }
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(4)]
    public void TheSameSeedEpochAndIndexGiveTheSameViews(int shift)
    {
        PixelImage image = Noise(40, 30);
        var views = new ContrastiveViews(new(16, shift));
        (byte[] Online, byte[] Target) first = Make(views, image, 7, 3, 11);
        (byte[] Online, byte[] Target) again = Make(views, image, 7, 3, 11);
        CollectionAssert.AreEqual(first.Online, again.Online);
        CollectionAssert.AreEqual(first.Target, again.Target);
        foreach ((int seed, int epoch, int index) in new[] { (8, 3, 11), (7, 4, 11), (7, 3, 12) })
            CollectionAssert.AreNotEqual(first.Online, Make(views, image, seed, epoch, index).Online);
    }

    [TestMethod]
    public void WithoutShiftAndColorBothViewsAreAlike()
    {
        var views = new ContrastiveViews(new(16, PixelShift: 0, ColorAugmentation: false));
        (byte[] online, byte[] target) = Make(views, Noise(40, 30), 1, 1, 1);
        CollectionAssert.AreEqual(online, target);
    }

    [TestMethod]
    [DataRow(CmaePositivePair.PixelShift)]
    [DataRow(CmaePositivePair.RandomCrops)]
    public void ColorsOfTheOnlineViewChangeNothingElse(CmaePositivePair pair)
    {
        PixelImage image = Noise(40, 30);
        var plain = new ContrastiveViewsOptions(16, PixelShift: 2, PositivePair: pair);
        ContrastiveViews views = new(plain with { OnlineColorAugmentation = true }), others = new(plain);
        int changed = 0;
        for (int index = 0; index < 40; index++)
        {
            (byte[] online, byte[] target) = Make(views, image, 1, 1, index);
            (byte[] unchanged, byte[] expected) = Make(others, image, 1, 1, index);
            CollectionAssert.AreEqual(expected, target);
            changed += online.SequenceEqual(unchanged) ? 0 : 1;
            var alone = new byte[views.Options.ViewLength];
            views.MakeOnline(image, 1, 1, index, alone);
            CollectionAssert.AreEqual(online, alone);
        }
        Assert.IsTrue(changed is > 25 and < 40, $"{changed} of 40");
    }

    [TestMethod]
    public void TheOnlineViewIsNeverBlurred()
    {
        var options = new ContrastiveViewsOptions(32, 3, OnlineColorAugmentation: true);
        ViewDraw[] draws = [.. Enumerable.Range(0, 400).Select(i => ViewDraw.Draw(RandomSource.Stream(1, i), 50, 60, options))];
        Assert.IsTrue(draws.All(draw => draw.OnlineColor.BlurRadius is null));
        Assert.AreEqual(0.8, draws.Average(draw => draw.OnlineColor.Jitter is null ? 0.0 : 1), 0.1);
        Assert.AreEqual(0.2, draws.Average(draw => draw.OnlineColor.Gray ? 1.0 : 0), 0.1);
        Assert.IsTrue(draws.Any(draw => draw.OnlineColor.Jitter != draw.Color.Jitter));
    }

    [TestMethod]
    public void RandomCropsGiveEachViewAMasterOfItsOwnAndLeaveTheOnlineViewAsItIs()
    {
        PixelImage image = Noise(40, 30);
        var options = new ContrastiveViewsOptions(16, PixelShift: 0, ColorAugmentation: false, PositivePair: CmaePositivePair.RandomCrops);
        (byte[] online, byte[] target) = Make(new(options), image, 1, 1, 1);
        (byte[] shared, _) = Make(new(new(16, PixelShift: 0, ColorAugmentation: false)), image, 1, 1, 1);
        CollectionAssert.AreEqual(shared, online);
        CollectionAssert.AreNotEqual(online, target);
        var shifted = new ContrastiveViewsOptions(32, 3, PositivePair: CmaePositivePair.RandomCrops);
        ViewDraw[] draws = [.. Enumerable.Range(0, 400).Select(i => ViewDraw.Draw(RandomSource.Stream(1, i), 50, 60, shifted))];
        Assert.AreEqual(0.5, draws.Average(draw => draw.Online.Flip == draw.Target!.Flip ? 1.0 : 0), 0.1);
        Assert.IsLessThan(40, draws.Count(draw => draw.Online.Crop == draw.Target!.Crop));
    }

    [TestMethod]
    public void ShiftsTakeEveryValueOfTheRangeBothWays()
    {
        ViewDraw[] draws = [.. Enumerable.Range(0, 400).Select(i => ViewDraw.Draw(RandomSource.Stream(1, i), 50, 60, new(32, 3)))];
        CollectionAssert.AreEquivalent(new[] { 0, 1, 2, 3 }, draws.Select(draw => draw.ShiftRows).Distinct().ToArray());
        CollectionAssert.AreEquivalent(new[] { 0, 1, 2, 3 }, draws.Select(draw => draw.ShiftColumns).Distinct().ToArray());
        Assert.AreEqual(0.5, draws.Average(draw => draw.Online.Flip ? 1.0 : 0), 0.1);
        Assert.AreEqual(0.8, draws.Average(draw => draw.Color.Jitter is null ? 0 : 1.0), 0.1);
        Assert.AreEqual(0.2, draws.Average(draw => draw.Color.Gray ? 1.0 : 0), 0.1);
        Assert.AreEqual(0.5, draws.Average(draw => draw.Color.BlurRadius is null ? 0 : 1.0), 0.1);
    }

    [TestMethod]
    [DataRow(224, 0.1, 2)]
    [DataRow(32, 0.1 / 7, 2.0 / 7)]
    public void TheBlurGrowsWithTheImage(int side, double least, double most)
    {
        double[] radii = [.. Enumerable.Range(0, 400)
            .Select(i => ViewDraw.Draw(RandomSource.Stream(1, i), 50, 60, new(side, 3)).Color.BlurRadius).OfType<double>()];
        Assert.AreEqual(least, radii.Min(), 0.05 * most);
        Assert.AreEqual(most, radii.Max(), 0.05 * most);
    }

    [TestMethod]
    public void AnImageOfOnePixelHasViews()
    {
        var image = new PixelImage(1, 1, [200, 100, 50]);
        (byte[] online, _) = Make(new(new(8, 1)), image, 1, 1, 1);
        Assert.IsTrue(online.Chunk(3).All(pixel => pixel is [200, 100, 50]));
    }

    internal static PixelImage Noise(int width, int height)
    {
        var image = new PixelImage(width, height);
        new Random(width * height).NextBytes(image.Pixels);
        return image;
    }

    private static (byte[] Online, byte[] Target) Make(ContrastiveViews views, PixelImage image, int seed, int epoch, int index)
    {
        var (online, target) = (new byte[views.Options.ViewLength], new byte[views.Options.ViewLength]);
        views.Make(image, seed, epoch, index, online, target);
        return (online, target);
    }

    private static ViewDraw RecordedDraw(string json)
    {
        JsonElement recorded = JsonDocument.Parse(json).RootElement;
        int[] box = Integers("rrc_top_left_h_w"), shift = Integers("shift_target_hw");
        double[] factors = [.. recorded.GetProperty("jitter_b_c_s_h").EnumerateArray().Select(value => value.GetDouble())];
        ColorJitter? jitter = recorded.GetProperty("jitter_applied").GetBoolean()
            ? new([.. Integers("jitter_order").Select(o => (ColorOperation)o)], factors[0], factors[1], factors[2], factors[3])
            : null;
        double? blur = recorded.GetProperty("blur_applied").GetBoolean() ? recorded.GetProperty("blur_radius").GetDouble() : null;
        bool gray = recorded.GetProperty("gray_uniform").GetDouble() < 0.2;
        bool flip = recorded.GetProperty("flip") is { ValueKind: JsonValueKind.String } direction && direction.GetString() == "horizontal";
        return new(new(new(box[0], box[1], box[2], box[3]), flip), shift[0], shift[1], new(jitter, gray, blur));

        int[] Integers(string name) => [.. recorded.GetProperty(name).EnumerateArray().Select(value => value.GetInt32())];
    }

    private static void AssertNormalized(float[] expected, byte[] view, string what)
    {
        int side = (int)Math.Sqrt(view.Length / 3);
        using torch.Tensor planes = PixelTensor.FromPixels(view, count: 1, side, new(side, CmaeChannelOrder.Bgr), torch.CPU);
        float[] actual = planes.data<float>().ToArray();
        for (int i = 0; i < expected.Length; i++)
            Assert.AreEqual(expected[i], actual[i], 1e-6f, $"{what} [{i}]");
    }
}
