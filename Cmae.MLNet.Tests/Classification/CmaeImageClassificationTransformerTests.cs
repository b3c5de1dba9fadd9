using Cmae.MLNet.Imaging;
using Cmae.MLNet.Scoring;
using Cmae.MLNet.Tests.Encoders;
using Cmae.MLNet.Tests.Scoring;
using Microsoft.ML;
using Microsoft.ML.Data;
using static Cmae.MLNet.Tests.Scoring.SampleImages;

namespace Cmae.MLNet.Tests.Classification;

[TestClass]
public sealed class CmaeImageClassificationTransformerTests
{
    private readonly MLContext _ml = new(seed: 1);

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void EvaluationNamesTheClasses(bool saved)
    {
        using var images = new SampleImages(30);
        IDataView data = Labeled(images);
        ITransformer model = RandomClassifier.Fitted(data, "Label", "Image");
        model = saved ? SavedChainTests.Reload(model, data.Schema) : model;
        MulticlassClassificationMetrics metrics = _ml.MulticlassClassification.Evaluate(model.Transform(data));
        Assert.AreEqual(2, metrics.ConfusionMatrix.NumberOfClasses);
        VBuffer<ReadOnlyMemory<char>> slots = default;
        model.Transform(data).Schema["Score"].GetSlotNames(ref slots);
        CollectionAssert.AreEqual(new[] { "red", "blue" }, slots.DenseValues().Select(slot => slot.ToString()).ToArray());
        Assert.AreEqual(2, metrics.PerClassLogLoss.Count);
    }

    [TestMethod]
    public void ScoresAreProbabilitiesAndTheLabelIsTheLikeliest()
    {
        using var images = new SampleImages(40);
        IDataView data = Labeled(images);
        IDataView scored = RandomClassifier.Fitted(data, "Label", "Image").Transform(data);
        foreach (Keyed row in _ml.Data.CreateEnumerable<Keyed>(scored, reuseRowObject: false))
        {
            Assert.AreEqual(1, row.Score.Sum(), 1e-5);
            Assert.AreEqual(row.Score.Max(), row.Score[row.PredictedLabel - 1]);
        }
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void APredictionEngineGivesTheBatchedScores(bool saved)
    {
        using var images = new SampleImages(12);
        IDataView data = Labeled(images);
        ITransformer live = RandomClassifier.Fitted(data, "Label", "Image");
        Named[] batched = [.. _ml.Data.CreateEnumerable<Named>(WithNames(live, data).Transform(data), reuseRowObject: false)];
        ITransformer chain = WithNames(live, data);
        using var again = new SampleImages(12); // stock transformers dispose images of the final size
        using PredictionEngine<Row, Named> engine =
            _ml.Model.CreatePredictionEngine<Row, Named>(saved ? SavedChainTests.Reload(chain, images.View(_ml).Schema) : chain);
        for (int i = 0; i < again.Rows.Length; i++)
        {
            Named single = engine.Predict(again.Rows[i]);
            Assert.AreEqual(batched[i].PredictedLabel, single.PredictedLabel);
            SavedChainTests.AssertClose([batched[i].Score], [single.Score]);
        }
    }

    [TestMethod]
    public void ASkippedImageHasMissingScoresAndNoLabel()
    {
        using var images = new SampleImages(3);
        images.Rows[1].Image = null;
        IDataView data = Labeled(images);
        var scoring = new ClassifierScoring("Image", ImageColumnKind.Image, OnBadImage: CmaeBadImageHandling.Skip);
        Keyed[] rows =
        [
            .. _ml.Data.CreateEnumerable<Keyed>(
                RandomClassifier.Fitted(data, "Label", "Image", scoring).Transform(data), reuseRowObject: false),
        ];
        Assert.IsTrue(rows[1].Score.All(float.IsNaN));
        Assert.AreEqual(0u, rows[1].PredictedLabel);
        Assert.IsTrue(rows[2].Score.All(float.IsFinite));
    }

    [TestMethod]
    public void SeveralThreadsAndCursorsGiveTheSame()
    {
        using var images = new SampleImages(50);
        IDataView data = Labeled(images);
        ITransformer model = RandomClassifier.Fitted(data, "Label", "Image");
        float[][] expected = [.. model.Transform(data).GetColumn<float[]>("Score")];
        Parallel.For(0, 4, _ => SavedChainTests.AssertClose(expected, [.. model.Transform(data).GetColumn<float[]>("Score")]));
    }

    [TestMethod]
    public void ItIsAPredictionTransformerOfItsImageColumn()
    {
        using var images = new SampleImages(2);
        IDataView data = Labeled(images);
        ISingleFeaturePredictionTransformer<object> model = RandomClassifier.Fitted(data, "Label", "Image");
        Assert.AreEqual("Image", model.FeatureColumnName);
        Assert.AreEqual(data.Schema["Image"].Type, model.FeatureColumnType);
        Assert.AreSame(((CmaeImageClassificationTransformer)model).Encoder, CmaeEncoder.FromModel(model));
    }

    // An image column has no slots to permute; what counts is that the score columns are found and evaluated.
    [TestMethod]
    public void PermutationFeatureImportanceFindsNoFeaturesInAnImage()
    {
        using var images = new SampleImages(8);
        IDataView data = Labeled(images);
        Assert.IsEmpty(_ml.MulticlassClassification.PermutationFeatureImportance(RandomClassifier.Fitted(data, "Label", "Image"), data));
    }

    [TestMethod]
    public void PathsAndBytesScoreAsImagesDo()
    {
        using var folder = new TemporaryFolder();
        using (MLImage image = SampleImages.Create(3))
            image.Save(folder["a.png"]);
        FileRow row = new() { Path = folder["a.png"], Bytes = File.ReadAllBytes(folder["a.png"]), Class = "a" };
        IDataView data = _ml.Data.LoadFromEnumerable([row, new FileRow { Path = row.Path, Bytes = row.Bytes, Class = "b" }]);
        data = _ml.Transforms.LoadImages("Image", "", "Path").Append(_ml.Transforms.Conversion.MapValueToKey("Label", "Class")).Fit(data)
            .Transform(data);
        float[][] expected = Scores(RandomClassifier.Fitted(data, "Label", "Image"));
        SavedChainTests.AssertClose(expected, Scores(RandomClassifier.Fitted(data, "Label", "Bytes")));
        ITransformer paths = RandomClassifier.Fitted(data, "Label", "Path");
        SavedChainTests.AssertClose(expected, Scores(paths));
        SavedChainTests.AssertClose(expected, Scores(SavedChainTests.Reload(paths, data.Schema)));

        float[][] Scores(ITransformer model) => [.. model.Transform(data).GetColumn<float[]>("Score")];
    }

    private IDataView Labeled(SampleImages images)
    {
        IDataView view = images.View(_ml);
        return _ml.Transforms.Conversion.MapValueToKey("Label", "Class").Fit(view).Transform(view);
    }

    private TransformerChain<ITransformer> WithNames(ITransformer classifier, IDataView data) =>
        new(classifier, _ml.Transforms.Conversion.MapKeyToValue("PredictedLabel").Fit(classifier.Transform(data)));

    private sealed class Keyed
    {
        public uint PredictedLabel { get; set; }

        public float[] Score { get; set; } = [];
    }

    private sealed class Named
    {
        public string PredictedLabel { get; set; } = "";

        public float[] Score { get; set; } = [];
    }

    private sealed class FileRow
    {
        public string Path { get; set; } = "";

        public byte[] Bytes { get; set; } = [];

        public string Class { get; set; } = "";
    }
}
