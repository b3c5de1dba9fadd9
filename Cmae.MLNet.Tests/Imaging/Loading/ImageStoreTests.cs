using Cmae.MLNet.Imaging;
using Microsoft.ML;
using SkiaSharp;

namespace Cmae.MLNet.Tests.Imaging;

[TestClass]
public sealed class ImageStoreTests
{
    private static readonly MLContext _ml = new(seed: 1);

    public enum Kind
    {
        Paths,
        Bytes,
        MLImages,
    }

    [TestMethod]
    [DataRow(Kind.Paths, 0)]
    [DataRow(Kind.Paths, 1 << 20)]
    [DataRow(Kind.Bytes, 0)]
    [DataRow(Kind.Bytes, 2000)]
    [DataRow(Kind.MLImages, 0)]
    [DataRow(Kind.MLImages, 2000)]
    public void ImagesAreTheSameWhetherTheyFitIntoMemoryOrNot(Kind kind, int cacheBytes)
    {
        using var folder = new TemporaryFolder();
        Row[] rows = WritePhotos(folder, 20);
        using ImageStore store = Open(rows, kind, new() { CacheBytes = cacheBytes, Workers = 3, MaxShortEdge = 12 });
        Assert.AreEqual(rows.Length, store.Count);
        Parallel.For(0, 60, i =>
        {
            int index = i % rows.Length;
            Assert.AreEqual(index, store.RowOf(index));
            PixelImage expected = ImageDecoder.Upright.Decode(rows[index].Content, "image", kind == Kind.MLImages ? null : 12);
            GoldenImages.AssertSame(ImageDecoder.Reduce(expected, 12).Pixels, store.Get(index).Pixels, $"image {index}");
        });
    }

    [TestMethod]
    [DataRow(Kind.Paths, 0)]
    [DataRow(Kind.Paths, 1 << 20)]
    [DataRow(Kind.Bytes, 0)]
    [DataRow(Kind.MLImages, 0)]
    [DataRow(Kind.MLImages, 8000)]
    [DataRow(Kind.MLImages, 1 << 20)]
    public void HeldOutImagesAreMadeOfTheFullSize(Kind kind, int cacheBytes)
    {
        using var folder = new TemporaryFolder();
        Row[] rows = WritePhotos(folder, 20);
        var transform = new ScoringTransform(10, 8);
        foreach (int limit in new[] { 12, 200 }) // scaled down for training, or not
        {
            using ImageStore store = Open(
                rows, kind, new() { CacheBytes = cacheBytes, Workers = 3, MaxShortEdge = limit, HeldOut = transform });
            using ImageStore heldOut = store.HoldOut([2, 3, 17]);
            for (int again = 0; again < 2; again++)
            {
                CollectionAssert.AreEqual(
                    new[] { 2, 3, 17 }
                        .SelectMany(index => transform.Apply(ImageDecoder.Upright.Decode(rows[index].Content, "image")).Pixels)
                        .ToArray(),
                    Enumerable.Range(0, heldOut.Count).SelectMany(index => heldOut.Get(index).Pixels).ToArray());
            }
            Assert.AreEqual(17, heldOut.RowOf(2));
            Assert.IsLessThanOrEqualTo(cacheBytes, store.CachedBytes + heldOut.CachedBytes);
        }
    }

    [TestMethod]
    [DataRow(0)]
    [DataRow(1 << 20)]
    public void ATransformIsAppliedOnce(int cacheBytes)
    {
        using var folder = new TemporaryFolder();
        Row[] rows = WritePhotos(folder, 3);
        var transform = new ScoringTransform(10, 8);
        using ImageStore store = Open(rows, Kind.MLImages, new() { CacheBytes = cacheBytes, Transform = transform });
        PixelImage whole = ImageDecoder.Upright.Decode(rows[1].Content, "image");
        CollectionAssert.AreEqual(transform.Apply(whole).Pixels, store.Get(1).Pixels);
    }

    [TestMethod]
    [DataRow(Kind.Paths)]
    [DataRow(Kind.MLImages)]
    public void SkippingLosesNoOtherRowAndWarnsOnce(Kind kind)
    {
        using var folder = new TemporaryFolder();
        Row[] rows = WritePhotos(folder, 8);
        File.WriteAllText(rows[1].Path, "no image");
        File.WriteAllBytes(rows[4].Path, rows[4].Content[..(rows[4].Content.Length / 2)]);
        File.Delete(rows[6].Path);
        var warnings = new List<string>();
        using ImageStore store = Open(rows, kind, new() { OnBadImage = CmaeBadImageHandling.Skip, Warn = warnings.Add });

        CollectionAssert.AreEqual(new long[] { 0, 2, 3, 5, 7 }, Enumerable.Range(0, store.Count).Select(store.RowOf).ToArray());
        CollectionAssert.AreEqual(new long[] { 1, 4, 6 }, store.Skipped.Select(image => image.Row).ToArray());
        StringAssert.StartsWith(warnings.Single(), "3 of 8 images cannot be read and are skipped. ");
        StringAssert.Contains(warnings.Single(), rows[4].Path);
        StringAssert.Contains(warnings.Single(), rows[6].Path);
    }

    [TestMethod]
    [DataRow(Kind.Paths)]
    [DataRow(Kind.MLImages)]
    public void TheFirstBadImageStopsTheLoadingWithItsName(Kind kind)
    {
        using var folder = new TemporaryFolder();
        Row[] rows = WritePhotos(folder, 30);
        foreach (int bad in new[] { 7, 9, 25 })
            File.WriteAllBytes(rows[bad].Path, rows[bad].Content[..(rows[bad].Content.Length / 2)]);
        InvalidDataException error = Assert.ThrowsExactly<InvalidDataException>(() => Open(rows, kind, new() { Workers = 4 }));
        string place = kind == Kind.Paths ? " (row 7 (counted from 0) of column 'Path')" : "";
        StringAssert.StartsWith(error.Message, $"The image file '{rows[7].Path}'{place} is truncated");
    }

    [TestMethod]
    public void AMissingFileStopsTheLoadingWithItsName()
    {
        Row[] rows = [new() { Path = "no-such-photo.jpg" }];
        FileNotFoundException error = Assert.ThrowsExactly<FileNotFoundException>(() => Open(rows, Kind.Paths, new()));
        StringAssert.StartsWith(error.Message, "The image file 'no-such-photo.jpg' does not exist.");
    }

    [TestMethod]
    public void NoImageAtAllIsAnError()
    {
        InvalidDataException error = Assert.ThrowsExactly<InvalidDataException>(() => Open([], Kind.Paths, new()));
        Assert.AreEqual("The image column 'Path' has no rows: there is no image to train on.", error.Message);
        error = Assert.ThrowsExactly<InvalidDataException>(
            () => Open([new(), new()], Kind.Bytes, new() { OnBadImage = CmaeBadImageHandling.Skip }));
        StringAssert.StartsWith(error.Message, "None of the 2 images in column 'Content' can be read. row 0");
    }

    [TestMethod]
    public void LoadingCanBeCanceled()
    {
        using var folder = new TemporaryFolder();
        Row[] rows = WritePhotos(folder, 2);
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.ThrowsExactly<OperationCanceledException>(() => Open(rows, Kind.Paths, new() { Cancellation = new(source.Token) }));
    }

    private static ImageStore Open(Row[] rows, Kind kind, ImageStoreOptions options)
    {
        IDataView data = _ml.Data.LoadFromEnumerable(rows);
        if (kind == Kind.MLImages)
            data = _ml.Transforms.LoadImages("Image", null, "Path").Fit(data).Transform(data);
        return ImageStore.Open(data, kind switch { Kind.Paths => "Path", Kind.Bytes => "Content", _ => "Image" }, options);
    }

    private static Row[] WritePhotos(TemporaryFolder folder, int count) =>
    [
        .. Enumerable.Range(0, count).Select(i =>
        {
            var row = new Row { Path = folder[$"{i}.png"], Content = EncodedImages.Photo(20 + i, 16, SKEncodedImageFormat.Png) };
            File.WriteAllBytes(row.Path, row.Content);
            return row;
        }),
    ];

    private sealed class Row
    {
        public string Path { get; set; } = "";

        public byte[] Content { get; set; } = [];
    }
}
