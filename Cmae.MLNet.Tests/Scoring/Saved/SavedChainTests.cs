using Cmae.MLNet.Tests.Encoders;
using Microsoft.ML;
using Microsoft.ML.Data;
using static Cmae.MLNet.Tests.Scoring.SampleImages;

namespace Cmae.MLNet.Tests.Scoring;

[TestClass]
public sealed class SavedChainTests
{
    private readonly MLContext _ml = new(seed: 1);

    [TestMethod]
    [DataRow(CmaeFeatureKind.MeanPatch)]
    [DataRow(CmaeFeatureKind.ClassToken)]
    [DataRow(CmaeFeatureKind.PatchTokens)]
    [DataRow(CmaeFeatureKind.MeanPatchGrid)]
    public void AHundredImagesHaveTheLiveFeatures(CmaeFeatureKind kind)
    {
        using var images = new SampleImages(100);
        ITransformer model = _ml.Transforms.CmaeFeaturize("Features", "Image", RandomEncoder.Create(), kind).Fit(images.View(_ml));
        float[][] live = Features(model.Transform(images.View(_ml)));
        ITransformer loaded = Reload(model, images.View(_ml).Schema);
        using var again = new SampleImages(100); // stock transformers dispose images of the final size
        AssertClose(live, Features(loaded.Transform(again.View(_ml))));
        Assert.AreNotEqual(live[0][0], live[1][0]);
    }

    [TestMethod]
    public void AChainAroundItsTrainerAndPredictionsSurviveSavingTwice()
    {
        using var images = new SampleImages(60);
        var pipeline = _ml.Transforms.Conversion.MapValueToKey("Label", "Class")
            .Append(_ml.Transforms.CmaeFeaturize("Features", "Image", RandomEncoder.Create()))
            .AppendCacheCheckpoint(_ml)
            .Append(_ml.MulticlassClassification.Trainers.SdcaMaximumEntropy(maximumNumberOfIterations: 20))
            .Append(_ml.Transforms.Conversion.MapKeyToValue("PredictedLabel"));
        ITransformer model = pipeline.Fit(images.View(_ml));
        Prediction[] live = Predict(model, images.View(_ml));
        ITransformer loaded = Reload(Reload(model, images.View(_ml).Schema), images.View(_ml).Schema);
        using var again = new SampleImages(60);
        Prediction[] saved = Predict(loaded, again.View(_ml));
        CollectionAssert.AreEqual(live.Select(p => p.PredictedLabel).ToArray(), saved.Select(p => p.PredictedLabel).ToArray());
        AssertClose([.. live.Select(p => p.Score)], [.. saved.Select(p => p.Score)]);

        using var third = new SampleImages(5);
        using PredictionEngine<Row, Prediction> engine = _ml.Model.CreatePredictionEngine<Row, Prediction>(loaded);
        Assert.AreEqual(live[3].PredictedLabel, engine.Predict(third.Rows[3]).PredictedLabel);
    }

    [TestMethod]
    public void PathsAreLoadedByTheSavedModel()
    {
        using var folder = new TemporaryFolder();
        PathRow[] rows = [.. Enumerable.Range(0, 5).Select(i => new PathRow { Path = folder[$"{i}.png"] })];
        for (int i = 0; i < rows.Length; i++)
        {
            using MLImage image = SampleImages.Create(i);
            image.Save(rows[i].Path);
        }
        IDataView data = _ml.Data.LoadFromEnumerable(rows);
        ITransformer model = _ml.Transforms.CmaeFeaturize("Features", "Path", RandomEncoder.Create()).Fit(data);
        AssertClose(Features(model.Transform(data)), Features(Reload(model, data.Schema).Transform(data)));
    }

    /// <summary>What the documents warn of: ML.NET's own loading says nothing of an image that is not there.</summary>
    [TestMethod]
    public void AMissingImageIsBlackToASavedModel()
    {
        using var folder = new TemporaryFolder();
        byte[] pixels = [.. Enumerable.Range(0, 1600).Select(i => (byte)(i % 4 == 3 ? 255 : 0))];
        using (MLImage black = MLImage.CreateFromPixels(20, 20, MLPixelFormat.Rgba32, pixels))
            black.Save(folder["black.png"]);
        IDataView data = _ml.Data.LoadFromEnumerable([new PathRow { Path = folder["black.png"] }]),
            missing = _ml.Data.LoadFromEnumerable([new PathRow()]);
        ITransformer model = _ml.Transforms.CmaeFeaturize("Features", "Path", RandomEncoder.Create()).Fit(data);
        AssertClose(Features(model.Transform(data)), Features(Reload(model, data.Schema).Transform(missing)));
        Assert.ThrowsExactly<InvalidDataException>(() => Features(model.Transform(missing)));
    }

    [TestMethod]
    public void EncodedBytesCannotBeSavedAndTheMessageSaysHowElse()
    {
        IDataView data = _ml.Data.LoadFromEnumerable([new BytesRow { Bytes = [1, 2] }]);
        ITransformer model = _ml.Transforms.CmaeFeaturize("Features", "Bytes", RandomEncoder.Create()).Fit(data);
        var exception = Assert.ThrowsExactly<InvalidOperationException>(() => _ml.Model.Save(model, data.Schema, new MemoryStream()));
        StringAssert.Contains(
            exception.Message,
            "column 'Bytes' holds encoded bytes, which no standard ML.NET transformer decodes. Fit it on a column of MLImage");
    }

    [TestMethod]
    [DataRow("cls_token")]
    [DataRow("scores.output")]
    [DataRow("Image")]
    public void AnyNameOfTheOutputColumnWorks(string name)
    {
        using var images = new SampleImages(2);
        ITransformer model = _ml.Transforms.CmaeFeaturize(name, "Image", RandomEncoder.Create()).Fit(images.View(_ml));
        DataViewSchema schema = Reload(model, images.View(_ml).Schema).GetOutputSchema(images.View(_ml).Schema);
        Assert.AreEqual(new VectorDataViewType(NumberDataViewType.Single, 16), schema[name].Type);
        Assert.IsFalse(schema.Any(c => c.Name.StartsWith("Cmae.", StringComparison.Ordinal) && !c.IsHidden));
    }

    internal static ITransformer Reload(ITransformer model, DataViewSchema schema)
    {
        using var stream = new MemoryStream();
        new MLContext().Model.Save(model, schema, stream);
        stream.Position = 0;
        return new MLContext().Model.Load(stream, out _);
    }

    internal static float[][] Features(IDataView data) =>
        [.. new MLContext().Data.CreateEnumerable<FeatureRow>(data, reuseRowObject: false).Select(row => row.Features)];

    internal static void AssertClose(float[][] expected, float[][] actual)
    {
        Assert.HasCount(expected.Length, actual);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.HasCount(expected[i].Length, actual[i]);
            for (int j = 0; j < expected[i].Length; j++)
                Assert.AreEqual(expected[i][j], actual[i][j], 1e-5, $"row {i}, slot {j}");
        }
    }

    private Prediction[] Predict(ITransformer model, IDataView data) =>
        [.. _ml.Data.CreateEnumerable<Prediction>(model.Transform(data), reuseRowObject: false)];

    private sealed class FeatureRow
    {
        public float[] Features { get; set; } = [];
    }

    private sealed class Prediction
    {
        public string PredictedLabel { get; set; } = "";

        public float[] Score { get; set; } = [];
    }

    private sealed class PathRow
    {
        public string Path { get; set; } = "";
    }

    private sealed class BytesRow
    {
        public byte[] Bytes { get; set; } = [];
    }
}
