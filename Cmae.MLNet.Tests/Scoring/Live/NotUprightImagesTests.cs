using Cmae.MLNet.Scoring;
using Cmae.MLNet.Tests.Encoders;
using Cmae.MLNet.Tests.Field;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;

namespace Cmae.MLNet.Tests.Scoring;

[TestClass]
public sealed class NotUprightImagesTests
{
    private readonly MLContext _ml = new(seed: 1);
    private readonly List<string> _warnings = [];

    public NotUprightImagesTests() => _ml.Log += (_, entry) =>
    {
        if (entry.Kind == ChannelMessageKind.Warning && entry.Source.StartsWith("Cmae", StringComparison.Ordinal))
            _warnings.Add(entry.RawMessage);
    };

    [TestMethod]
    public void ScoringByPathSaysOnceHowManyAreNotUpright()
    {
        IDataView scored = Score(FieldImages.Files("orientation/webp"), "Path", out _);
        for (int pass = 0; pass < 2; pass++)
            Assert.AreEqual(8, scored.GetColumn<float[]>("Features").Count());
        StringAssert.StartsWith(
            _warnings.Single(), "7 images are turned on their side or mirrored (EXIF orientation) and scored as they are stored");
    }

    [TestMethod]
    public void EncodedBytesGiveEightTimesTheSameFeatures()
    {
        // The WebP files are lossless. The JPEGs were each compressed in their own orientation: their pixels differ by 1 to 2 levels.
        CmaeEncoder encoder = CmaeEncoder.CreateUntrained(new(new CmaeArchitecture(64, 4, 4), 32, 8), seed: 1);
        foreach (string kind in (string[])["jpg", "webp", "webp-prefix"])
        {
            Score(FieldImages.Files($"orientation/{kind}"), "Content", out float[][] features, encoder);
            float largest = features.Max(turned => features[0].Zip(turned, (a, b) => Math.Abs(a - b)).Max());
            Assert.IsLessThanOrEqualTo(kind == "jpg" ? 0.01f : 1e-5f, largest, kind);
        }
        Assert.IsFalse(_warnings.Exists(warning => warning.Contains("orientation", StringComparison.Ordinal)));
    }

    [TestMethod]
    public void ImagesThatLoadImagesReadAreLookedUpInTheirFiles()
    {
        foreach (string kind in (string[])["jpg", "webp", "webp-prefix"])
        {
            _warnings.Clear();
            Score(FieldImages.Files($"orientation/{kind}"), "Image", out _);
            StringAssert.StartsWith(_warnings.Single(), "7 images are turned on their side or mirrored (EXIF orientation) and scored as");
        }
    }

    [TestMethod]
    [DataRow("Path")]
    [DataRow("Image")]
    public void APredictionEngineSaysItAtTheFirst(string column)
    {
        string[] files = FieldImages.Files("orientation/jpg");
        IDataView data = Load(files);
        var options = new CmaeFeaturizingEstimator.Options { InputColumnName = column, Encoder = RandomEncoder.Create() };
        ITransformer model = _ml.Transforms.LoadImages("Image", null, "Path").Append(_ml.Transforms.CmaeFeaturize(options)).Fit(data);
        using PredictionEngine<Row, Features> engine = _ml.Model.CreatePredictionEngine<Row, Features>(model);
        engine.Predict(new Row { Path = files[0] });
        Assert.IsEmpty(_warnings);
        foreach (string file in files)
            engine.Predict(new Row { Path = file });
        StringAssert.StartsWith(
            _warnings.Single(), "An image is turned on its side or mirrored (EXIF orientation) and scored as it is stored");
    }

    [TestMethod]
    public void CursorsOfAViewAreCountedTogether()
    {
        var said = new List<string>();
        var images = new NotUprightImages(said.Add);
        using (images.Open())
        {
            IDisposable second = images.Open();
            images.Add();
            second.Dispose();
            second.Dispose();
            Assert.IsEmpty(said);
            images.Add();
        }
        StringAssert.StartsWith(said.Single(), "2 images are turned");
    }

    [TestMethod]
    public void VeryLongAndVerySmallImagesHaveFiniteFeatures()
    {
        using var folder = new TemporaryFolder();
        string[] files = [folder["dot.png"], folder["line.png"], folder["panorama.png"]];
        foreach ((string file, int width, int height) in files.Zip([1, 3, 16_000], [1, 5_000, 40]))
            File.WriteAllBytes(file, Imaging.EncodedImages.Encode(width, height, (x, y) => new((byte)x, (byte)y, 7)));
        Score(files, "Path", out float[][] features);
        Assert.HasCount(3, features);
        Assert.IsTrue(features.All(values => values.All(float.IsFinite)));
    }

    private IDataView Score(string[] files, string column, out float[][] features, CmaeEncoder? encoder = null)
    {
        IDataView data = Load(files);
        data = _ml.Transforms.LoadImages("Image", null, "Path").Fit(data).Transform(data);
        var options = new CmaeFeaturizingEstimator.Options { InputColumnName = column, Encoder = encoder ?? RandomEncoder.Create() };
        IDataView scored = _ml.Transforms.CmaeFeaturize(options).Fit(data).Transform(data);
        features = [.. scored.GetColumn<float[]>("Features")];
        return scored;
    }

    private IDataView Load(string[] files) =>
        _ml.Data.LoadFromEnumerable(files.Select(file => new Row { Path = file, Content = File.ReadAllBytes(file) }));

    private sealed class Features
    {
        [ColumnName("Features"), VectorType(16)]
        public float[] Values { get; set; } = [];
    }

    private sealed class Row
    {
        public string Path { get; set; } = "";

        public byte[] Content { get; set; } = [];
    }
}
