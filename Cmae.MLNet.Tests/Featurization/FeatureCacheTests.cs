using Cmae.MLNet.Tests.Encoders;
using Cmae.MLNet.Tests.Imaging;
using Microsoft.ML;
using Microsoft.ML.Data;
using SkiaSharp;

namespace Cmae.MLNet.Tests.Featurization;

[TestClass]
public sealed class FeatureCacheTests
{
    private const int Images = 9;
    private readonly TemporaryFolder _folder = new();
    private readonly MLContext _ml = new(seed: 1);

    [TestInitialize]
    public void Initialize()
    {
        for (int i = 0; i < Images; i++)
            File.WriteAllBytes(_folder[$"{i}.png"], EncodedImages.Photo(20 + i, 30 - i, SKEncodedImageFormat.Png));
    }

    [TestCleanup]
    public void Cleanup() => _folder.Dispose();

    [TestMethod]
    public void ASecondReadNeedsNoImages()
    {
        IDataView featurized = Transform(new());
        float[][] first = Read(featurized);
        DeleteImages();
        AssertEqual(first, Read(featurized));
        Assert.ThrowsExactly<FileNotFoundException>(() => Read(Transform(new())));
    }

    [TestMethod]
    public void WithoutMemoryEveryReadComputesFeatures()
    {
        IDataView featurized = Transform(new() { FeatureCacheBytes = 0 });
        Read(featurized);
        DeleteImages();
        Assert.ThrowsExactly<FileNotFoundException>(() => Read(featurized));
    }

    [TestMethod]
    public void RowsThatFitAreKeptAndTheOthersComputed()
    {
        float[][] expected = Read(Transform(new()));
        IDataView featurized = Transform(new() { FeatureCacheBytes = 4 * (96 + (4 * expected[0].Length)), ScoringBatchSize = 3 });
        AssertEqual(expected, Read(featurized));
        AssertEqual(expected, Read(featurized));
        for (int i = 0; i < 4; i++)
            File.Delete(_folder[$"{i}.png"]);
        AssertEqual(expected, Read(featurized));
        File.Delete(_folder["4.png"]);
        Assert.ThrowsExactly<FileNotFoundException>(() => Read(featurized));
    }

    [TestMethod]
    public void AShuffledReadFindsItsRows()
    {
        IDataView featurized = Transform(new());
        float[][] expected = Read(featurized);
        DeleteImages();
        IDataView shuffled = _ml.Data.ShuffleRows(featurized, seed: 3, shuffleSource: true);
        string[] paths = [.. shuffled.GetColumn<string>("ImagePath")];
        CollectionAssert.AreNotEqual(featurized.GetColumn<string>("ImagePath").ToArray(), paths);
        AssertEqual([.. paths.Select(path => expected[int.Parse(Path.GetFileNameWithoutExtension(path))])], Read(shuffled));
    }

    [TestMethod]
    public void ABadImageIsLookedAtAgain()
    {
        byte[] good = File.ReadAllBytes(_folder["2.png"]);
        float[][] expected = Read(Transform(new()));
        File.WriteAllText(_folder["2.png"], "no image");
        IDataView featurized = Transform(new() { OnBadImage = CmaeBadImageHandling.Skip });
        Assert.IsTrue(Array.TrueForAll(Read(featurized)[2], float.IsNaN));
        File.WriteAllBytes(_folder["2.png"], good);
        AssertEqual(expected, Read(featurized));
    }

    [TestMethod]
    public void NegativeMemoryIsRefused() => StringAssert.Contains(
        Assert.ThrowsExactly<ArgumentException>(() => Transform(new() { FeatureCacheBytes = -1 })).Message, "FeatureCacheBytes = -1");

    private IDataView Transform(CmaeFeaturizingEstimator.Options options)
    {
        (options.InputColumnName, options.Encoder) = ("ImagePath", RandomEncoder.Create());
        IDataView data = _ml.Data.LoadFromEnumerable(
            Enumerable.Range(0, Images).Select(i => new Row { ImagePath = _folder[$"{i}.png"] }).ToArray());
        return _ml.Transforms.CmaeFeaturize(options).Fit(data).Transform(data);
    }

    private void DeleteImages()
    {
        foreach (string file in Directory.GetFiles(_folder.Path))
            File.Delete(file);
    }

    private static float[][] Read(IDataView data) => [.. data.GetColumn<float[]>("Features")];

    private static void AssertEqual(float[][] expected, float[][] actual)
    {
        Assert.HasCount(expected.Length, actual);
        foreach ((float[] one, float[] other) in expected.Zip(actual))
            Assert.AreEqual(0, System.Numerics.Tensors.TensorPrimitives.Distance<float>(one, other), 1e-5f);
    }

    private sealed class Row
    {
        public string ImagePath { get; set; } = "";
    }
}
