using Cmae.MLNet.Tests.Encoders;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Cmae.MLNet.Tests.Scoring;

[TestClass]
public sealed class ImageColumnReaderTests
{
    private readonly MLContext _ml = new(seed: 1);

    [TestMethod]
    public void ThreeFormsOfTheSameImageHaveTheSameFeatures()
    {
        using var folder = new TemporaryFolder();
        using (MLImage image = SampleImages.Create(3))
            image.Save(folder["a.png"]);
        IDataView data = _ml.Data.LoadFromEnumerable([new Row { Path = folder["a.png"], Bytes = File.ReadAllBytes(folder["a.png"]) }]);
        data = _ml.Transforms.LoadImages("Image", "", "Path").Fit(data).Transform(data);
        float[][] fromImage = Features(data, "Image");
        SavedChainTests.AssertClose(fromImage, Features(data, "Path"));
        SavedChainTests.AssertClose(fromImage, Features(data, "Bytes"));
    }

    [TestMethod]
    [DataRow("Image")]
    [DataRow("Path")]
    [DataRow("Bytes")]
    public void AnImageThatCannotBeReadIsNamedByItsRow(string column)
    {
        using var folder = new TemporaryFolder();
        IDataView data = WithBadRow(folder);
        var exception = Assert.ThrowsExactly<InvalidDataException>(() => Features(data, column));
        StringAssert.Contains(exception.Message, $"row 1 (counted from 0) of column '{column}'");
        if (column == "Path")
            StringAssert.Contains(exception.Message, $"The image file '{folder["text.png"]}'");
    }

    [TestMethod]
    [DataRow("Image")]
    [DataRow("Path")]
    [DataRow("Bytes")]
    public void SkippedImagesHaveMissingFeaturesAndTheOthersTheirOwn(string column)
    {
        using var folder = new TemporaryFolder();
        IDataView data = WithBadRow(folder);
        float[][] features = Features(data, column, CmaeBadImageHandling.Skip);
        Assert.IsTrue(features[1].All(float.IsNaN));
        Assert.IsTrue(features[0].All(float.IsFinite));
        SavedChainTests.AssertClose([features[0]], [features[2]]);
    }

    [TestMethod]
    public void AMissingFileIsNamed()
    {
        IDataView data = _ml.Data.LoadFromEnumerable([new Row { Path = "nowhere.png" }]);
        string message = Assert.ThrowsExactly<FileNotFoundException>(() => Features(data, "Path")).Message;
        StringAssert.StartsWith(message, "The image file 'nowhere.png' does not exist.");
        StringAssert.EndsWith(message, "This one is from row 0 (counted from 0) of column 'Path'.");
    }

    [TestMethod]
    public void ATruncatedFileIsNamed()
    {
        using var folder = new TemporaryFolder();
        using (MLImage image = SampleImages.Create(3))
            image.Save(folder["a.jpg"]);
        byte[] whole = File.ReadAllBytes(folder["a.jpg"]);
        File.WriteAllBytes(folder["a.jpg"], whole[..(whole.Length * 2 / 3)]);
        IDataView data = _ml.Data.LoadFromEnumerable([new Row { Path = folder["a.jpg"] }]);
        StringAssert.Contains(
            Assert.ThrowsExactly<InvalidDataException>(() => Features(data, "Path")).Message, $"The image file '{folder["a.jpg"]}'");
    }

    private IDataView WithBadRow(TemporaryFolder folder)
    {
        using (MLImage image = SampleImages.Create(3))
            image.Save(folder["a.png"]);
        File.WriteAllText(folder["text.png"], "no image");
        var good = new Row { Path = folder["a.png"], Bytes = File.ReadAllBytes(folder["a.png"]) };
        IDataView data = _ml.Data.LoadFromEnumerable([good, new Row { Path = folder["text.png"], Bytes = [1, 2, 3] }, good]);
        return _ml.Transforms.LoadImages("Image", "", "Path").Fit(data).Transform(data);
    }

    private float[][] Features(IDataView data, string column, CmaeBadImageHandling onBadImage = CmaeBadImageHandling.Throw)
    {
        var options =
            new CmaeFeaturizingEstimator.Options { InputColumnName = column, Encoder = RandomEncoder.Create(), OnBadImage = onBadImage };
        return SavedChainTests.Features(_ml.Transforms.CmaeFeaturize(options).Fit(data).Transform(data));
    }

    private sealed class Row
    {
        public string Path { get; set; } = "";

        public byte[] Bytes { get; set; } = [];
    }
}
