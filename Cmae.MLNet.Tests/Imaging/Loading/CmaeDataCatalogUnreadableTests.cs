using Cmae.MLNet.Samples.Tool.Drawing;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Cmae.MLNet.Tests.Imaging.Loading;

[TestClass]
public sealed class CmaeDataCatalogUnreadableTests
{
    private readonly MLContext _ml = new(seed: 1);

    [TestMethod]
    public void MissingCutAndForeignFilesAreFoundWithTheirReasons()
    {
        using var folder = new TemporaryFolder();
        string[] good = Drawn(folder, 6);
        byte[] content = File.ReadAllBytes(good[0]);
        File.WriteAllBytes(folder["empty.jpg"], []);
        File.WriteAllBytes(folder["cut.png"], content[..^40]);
        File.WriteAllText(folder["page.jpg"], "<html><body>404</body></html>");
        string[] paths = [good[0], folder["empty.jpg"], good[1], folder["missing.png"], folder["cut.png"], good[2], folder["page.jpg"]];
        IDataView view = _ml.Data.LoadFromEnumerable(paths.Select(path => new PathRow { ImagePath = path }));
        IReadOnlyList<CmaeUnreadableImage> bad = _ml.Data.FindUnreadableImages(view);
        CollectionAssert.AreEqual(new long[] { 1, 3, 4, 6 }, bad.Select(image => image.Row).ToArray());
        CollectionAssert.AreEqual(
            new[] { folder["empty.jpg"], folder["missing.png"], folder["cut.png"], folder["page.jpg"] },
            bad.Select(image => image.Name).ToArray());
        string[] reasons = ["is empty (0 bytes)", "does not exist", "truncated", "is not an image"];
        foreach ((CmaeUnreadableImage image, string reason) in bad.Zip(reasons))
        {
            StringAssert.Contains(image.Reason, reason);
            StringAssert.Contains(image.Reason, image.Name);
        }
    }

    [TestMethod]
    public void BytesAndLoadedImagesAreCheckedAsWell()
    {
        using var folder = new TemporaryFolder();
        byte[] content = File.ReadAllBytes(Drawn(folder, 2)[0]);
        IDataView bytes = _ml.Data.LoadFromEnumerable([new BytesRow { Image = content }, new BytesRow { Image = content[..^40] }]);
        CmaeUnreadableImage bad = _ml.Data.FindUnreadableImages(bytes, "Image").Single();
        Assert.AreEqual((1, "row 1 (counted from 0) of column 'Image'"), ((int)bad.Row, bad.Name));

        File.WriteAllBytes(folder["cut.png"], content[..^40]);
        IDataView paths = _ml.Data.LoadFromEnumerable([new PathRow { ImagePath = folder["cut.png"] }]);
        IDataView loaded = _ml.Transforms.LoadImages("Image", "", "ImagePath").Fit(paths).Transform(paths);
        Assert.HasCount(1, _ml.Data.FindUnreadableImages(loaded, "Image"));
    }

    [TestMethod]
    public void NothingIsFoundAmongGoodImages()
    {
        using var folder = new TemporaryFolder();
        Drawn(folder, 6);
        Assert.IsEmpty(_ml.Data.FindUnreadableImages(_ml.Data.LoadImageFolder(folder.Path)));
    }

    [TestMethod]
    public void AColumnThatHoldsNoImagesIsRefusedAndACancellationHeard()
    {
        using var folder = new TemporaryFolder();
        Drawn(folder, 6);
        IDataView view = _ml.Data.LoadImageFolder(folder.Path);
        Assert.ThrowsExactly<ArgumentException>(() => _ml.Data.FindUnreadableImages(view, "Photo"));
        Assert.ThrowsExactly<OperationCanceledException>(
            () => _ml.Data.FindUnreadableImages(view, cancellationToken: new CancellationToken(canceled: true)));
    }

    private static string[] Drawn(TemporaryFolder folder, int count)
    {
        DrawnImageFolder.Write(folder["drawn"], count, 32, seed: 1);
        return [.. Directory.EnumerateFiles(folder["drawn"], "*.png", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
    }

    private sealed class PathRow
    {
        public string ImagePath { get; set; } = "";
    }

    private sealed class BytesRow
    {
        [VectorType]
        public byte[] Image { get; set; } = [];
    }
}
