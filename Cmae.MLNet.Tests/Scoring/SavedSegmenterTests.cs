using Cmae.MLNet.Imaging;
using Cmae.MLNet.Scoring;
using Cmae.MLNet.Tests.Encoders;
using Cmae.MLNet.Tests.Imaging;
using Microsoft.ML;
using Microsoft.ML.Data;
using SkiaSharp;

namespace Cmae.MLNet.Tests.Scoring;

/// <summary>A segmentation model's .zip against the live transformer, for images of all shapes and kinds.</summary>
[TestClass]
public sealed class SavedSegmenterTests
{
    private const int Side = 32;
    private readonly MLContext _ml = new(seed: 1);

    [TestMethod]
    [DataRow(2, CmaeSegmentationHead.Pyramid)]
    [DataRow(11, CmaeSegmentationHead.Pyramid)]
    [DataRow(255, CmaeSegmentationHead.Linear)]
    public void MapsAreTheLiveOnes(int classes, CmaeSegmentationHead head)
    {
        using var folder = new TemporaryFolder();
        (string[] names, IDataView view) = Write(folder);
        var live = new CmaeSegmentationTransformer(
            RandomSegmenter.Create(classes, Side, 8, head), new("ImagePath", ImageColumnKind.Path, BatchSize: 4),
            view.Schema["ImagePath"].Type);
        ITransformer saved = SavedChainTests.Reload(live, view.Schema);
        Assert.IsTrue(Types(saved).All(type => type.Assembly.GetName().Name!.StartsWith("Microsoft.ML", StringComparison.Ordinal)));
        Mapped[] expected = Read(live.Transform(view)), actual = Read(saved.Transform(view));
        Assert.HasCount(names.Length, expected);
        int places = 0, equal = 0, different = 0;
        for (int i = 0; i < names.Length; i++)
        {
            Assert.HasCount(Side * Side, actual[i].LabelMap, names[i]);
            int same = expected[i].LabelMap.Zip(actual[i].LabelMap).Count(pair => pair.First == pair.Second);
            (places, equal) = (places + (Side * Side), equal + same);
            different += expected[i].LabelMap.Distinct().Count() > 1 ? 1 : 0;
            Assert.IsGreaterThanOrEqualTo(0.999 * Side * Side, same, names[i]);
            Assert.AreEqual(1, actual[i].ClassShares.Sum(), 1e-5);
            Assert.AreEqual(0, expected[i].ClassShares.Zip(actual[i].ClassShares, (a, b) => Math.Abs(a - b)).Max(), 2e-3, names[i]);
        }
        Assert.IsGreaterThanOrEqualTo(0.9999 * places, equal);
        Assert.IsGreaterThan(names.Length / 2, different, "maps of one class show nothing");
    }

    /// <summary>A stock chain knows an image by its alpha alone: a limit that the documentation names.</summary>
    [TestMethod]
    public void OnlyASavedModelCutsTransparentEdges()
    {
        using var folder = new TemporaryFolder();
        byte[] cutout = EncodedImages.Encode(
            60, 40, (x, y) => new(200, (byte)(6 * y), (byte)(9 * x), (byte)(x is > 20 and < 40 && y is > 10 and < 30 ? 255 : 0)));
        File.WriteAllBytes(folder["cutout.png"], cutout);
        IDataView view = _ml.Data.LoadFromEnumerable([new Photo { ImagePath = folder["cutout.png"] }]);
        CmaeSegmenter segmenter = RandomSegmenter.Create(255, head: CmaeSegmentationHead.Linear);
        var live = new CmaeSegmentationTransformer(segmenter, new("ImagePath", ImageColumnKind.Path), view.Schema["ImagePath"].Type);
        CollectionAssert.AreNotEqual(
            Read(live.Transform(view))[0].LabelMap, Read(SavedChainTests.Reload(live, view.Schema).Transform(view))[0].LabelMap);
    }

    [TestMethod]
    public void PicturesShowTheColorsOfTheClasses()
    {
        using var folder = new TemporaryFolder();
        (_, IDataView view) = Write(folder);
        CmaeSegmenter segmenter = RandomSegmenter.Create(5);
        var scoring = new SegmentationScoring("ImagePath", ImageColumnKind.Path, PictureColumn: "Mask");
        var live = new CmaeSegmentationTransformer(segmenter, scoring, view.Schema["ImagePath"].Type);
        foreach (ITransformer model in (ITransformer[])[live, SavedChainTests.Reload(live, view.Schema)])
        {
            foreach (Pictured row in _ml.Data.CreateEnumerable<Pictured>(model.Transform(view), reuseRowObject: false))
            {
                using MLImage mask = row.Mask!;
                (int red, int blue) = mask.PixelFormat == MLPixelFormat.Bgra32 ? (2, 0) : (0, 2);
                for (int i = 0; i < Side * Side; i++)
                {
                    ReadOnlySpan<byte> pixel = mask.Pixels.Slice(4 * i, 4);
                    int color = (pixel[red] << 16) | (pixel[1] << 8) | pixel[blue];
                    Assert.AreEqual(segmenter.Legend.Colors[row.LabelMap[i]], color);
                    Assert.AreEqual(255, pixel[3]);
                }
            }
        }
    }

    [TestMethod]
    public void ABadImageIsAnErrorOrHasNoClasses()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["bad.png"], "not an image");
        File.WriteAllBytes(folder["good.png"], EncodedImages.Photo(20, 30, SKEncodedImageFormat.Png));
        IDataView view = _ml.Data.LoadFromEnumerable(
            [new Photo { ImagePath = folder["bad.png"] }, new Photo { ImagePath = folder["good.png"] }]);
        CmaeSegmenter segmenter = RandomSegmenter.Create(3);
        var scoring = new SegmentationScoring("ImagePath", ImageColumnKind.Path);
        DataViewType type = view.Schema["ImagePath"].Type;
        Assert.Throws<Exception>(() => Read(new CmaeSegmentationTransformer(segmenter, scoring, type).Transform(view)));
        scoring = scoring with { OnBadImage = CmaeBadImageHandling.Skip };
        Mapped[] rows = Read(new CmaeSegmentationTransformer(segmenter, scoring, type).Transform(view));
        Assert.IsTrue(rows[0].LabelMap.All(label => label == ClassMask.Ignored));
        Assert.IsTrue(rows[0].ClassShares.All(float.IsNaN));
        Assert.IsTrue(rows[1].LabelMap.All(label => label < 3));
    }

    [TestMethod]
    public void APredictionEngineGivesTheSameMaps()
    {
        using var folder = new TemporaryFolder();
        (string[] names, IDataView view) = Write(folder);
        var live = new CmaeSegmentationTransformer(
            RandomSegmenter.Create(4), new("ImagePath", ImageColumnKind.Path), view.Schema["ImagePath"].Type);
        Mapped[] expected = Read(live.Transform(view));
        using PredictionEngine<Photo, Mapped> engine = _ml.Model.CreatePredictionEngine<Photo, Mapped>(live);
        for (int i = 0; i < names.Length; i++)
            CollectionAssert.AreEqual(expected[i].LabelMap, engine.Predict(new Photo { ImagePath = folder[names[i]] }).LabelMap, names[i]);
    }

    private Mapped[] Read(IDataView view) => [.. _ml.Data.CreateEnumerable<Mapped>(view, reuseRowObject: false)];

    private static IEnumerable<Type> Types(ITransformer model) =>
        model is IEnumerable<ITransformer> chain ? chain.SelectMany(Types) : [model.GetType()];

    private (string[] Names, IDataView View) Write(TemporaryFolder folder)
    {
        byte[] jpeg = EncodedImages.Photo(50, 30, SKEncodedImageFormat.Jpeg);
        var files = new Dictionary<string, byte[]>
        {
            ["portrait.png"] = EncodedImages.Photo(30, 70, SKEncodedImageFormat.Png),
            ["landscape.jpg"] = EncodedImages.Photo(71, 33, SKEncodedImageFormat.Jpeg),
            ["square.png"] = EncodedImages.Photo(Side, Side, SKEncodedImageFormat.Png),
            ["narrow.png"] = EncodedImages.Photo(1, 1000, SKEncodedImageFormat.Png),
            ["flat.png"] = EncodedImages.Photo(1000, 1, SKEncodedImageFormat.Png),
            ["one.png"] = EncodedImages.Photo(1, 1, SKEncodedImageFormat.Png),
            ["black.png"] = EncodedImages.Encode(40, 20, (_, _) => SKColors.Black),
            ["gray.png"] = EncodedImages.Png(40, 24, 8, 0, [.. Enumerable.Range(0, 40 * 24).Select(i => (byte)(i / 4))]),
            ["gray.jpg"] = EncodedImages.Encode(
                44, 24, (x, _) => new((byte)(5 * x), (byte)(5 * x), (byte)(5 * x)), SKEncodedImageFormat.Jpeg),
            ["alpha.png"] = EncodedImages.Encode(60, 40, (x, y) => new((byte)(4 * x), (byte)(6 * y), 90, (byte)(x * y % 256))),
            ["cmyk.jpg"] = EncodedImages.CmykJpeg(30, 60, 90, 20),
            ["turned.jpg"] = EncodedImages.WithOrientation(jpeg, 6),
        };
        foreach ((string name, byte[] content) in files)
            File.WriteAllBytes(folder[name], content);
        string[] names = [.. files.Keys];
        return (names, _ml.Data.LoadFromEnumerable(names.Select(name => new Photo { ImagePath = folder[name] })));
    }

    internal sealed class Photo
    {
        public string ImagePath { get; set; } = "";
    }

    internal sealed class Mapped
    {
        public byte[] LabelMap { get; set; } = [];

        public float[] ClassShares { get; set; } = [];
    }

    private sealed class Pictured
    {
        public byte[] LabelMap { get; set; } = [];

        [Microsoft.ML.Transforms.Image.ImageType(Side, Side)]
        public MLImage? Mask { get; set; }
    }
}
