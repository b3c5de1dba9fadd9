using Cmae.MLNet.Tests.Encoders;
using Cmae.MLNet.Tests.Pretraining;
using Cmae.MLNet.Tests.Scoring;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Cmae.MLNet.Tests.Featurization;

[TestClass]
public sealed class CmaeFeaturizingEstimatorTests
{
    private readonly MLContext _ml = new(seed: 1);

    [TestMethod]
    public void FitPretrainsAnEncoderAndChangesNoOptions()
    {
        CmaePretrainingOptions pretraining = TinyPretraining.Options();
        var options = new CmaeFeaturizingEstimator.Options { InputColumnName = "Image", Pretraining = pretraining };
        object?[] before = [.. Values(options), .. Values(pretraining)];
        IDataView images = TinyPretraining.Images(_ml);
        CmaeFeaturizingTransformer model = _ml.Transforms.CmaeFeaturize(options).Fit(images);
        CollectionAssert.AreEqual(before, (object?[])[.. Values(options), .. Values(pretraining)]);
        Assert.AreEqual(pretraining.Architecture, model.Encoder.Architecture);
        Assert.HasCount(TinyPretraining.ImageCount, SavedChainTests.Features(model.Transform(images)));

        CmaeEncoder again = _ml.Transforms.CmaeFeaturize(options).Fit(images).Encoder;
        RandomEncoder.AssertSame(model.Encoder, again);

        static object?[] Values(object options) => [.. options.GetType().GetProperties().Select(property => property.GetValue(options))];
    }

    [TestMethod]
    public void OptionsChangedAfterwardsChangeNothing()
    {
        using var images = new SampleImages(1);
        var options = new CmaeFeaturizingEstimator.Options { InputColumnName = "Image", Encoder = RandomEncoder.Create() };
        CmaeFeaturizingEstimator estimator = _ml.Transforms.CmaeFeaturize(options);
        options.OutputColumnName = "Other";
        Assert.IsNotNull(estimator.Fit(images.View(_ml)).GetOutputSchema(images.View(_ml).Schema).GetColumnOrNull("Features"));
    }

    [TestMethod]
    public void OptionsOfPretrainingAreCopiedTooAndCheckedAtOnce()
    {
        var options = new CmaeFeaturizingEstimator.Options { InputColumnName = "Image", Pretraining = TinyPretraining.Options() };
        CmaeFeaturizingEstimator estimator = _ml.Transforms.CmaeFeaturize(options);
        options.Pretraining.MaskRatio = 2;
        estimator.Fit(TinyPretraining.Images(_ml));
        var error = Assert.ThrowsExactly<ArgumentException>(() => _ml.Transforms.CmaeFeaturize(options));
        StringAssert.Contains(error.Message, "MaskRatio = 2");
        options.Encoder = RandomEncoder.Create();
        Assert.IsNotNull(_ml.Transforms.CmaeFeaturize(options), "Options of a pre-training that is not to be are not looked at.");
    }

    [TestMethod]
    public void CrossValidationWorks()
    {
        using var images = new SampleImages(60);
        var pipeline = _ml.Transforms.Conversion.MapValueToKey("Label", "Class")
            .Append(_ml.Transforms.CmaeFeaturize("Features", "Image", RandomEncoder.Create()))
            .Append(_ml.MulticlassClassification.Trainers.SdcaMaximumEntropy(maximumNumberOfIterations: 5));
        var results = _ml.MulticlassClassification.CrossValidate(images.View(_ml), pipeline, numberOfFolds: 3);
        Assert.HasCount(3, results);
        Assert.IsTrue(results.All(result => result.Metrics.MicroAccuracy >= 0.3));
    }

    [TestMethod]
    [DataRow(CmaeFeatureKind.MeanPatch)]
    [DataRow(CmaeFeatureKind.PatchTokens)]
    public void TheShapeOfTheOutputIsKnownBeforeThereIsData(CmaeFeatureKind kind)
    {
        SchemaShape.Column column = _ml.Transforms.CmaeFeaturize("Features", "Image", RandomEncoder.Create(), kind)
            .GetOutputSchema(Shape(new SampleImages.Row())).Single(c => c.Name == "Features");
        Assert.AreEqual(SchemaShape.Column.VectorKind.Vector, column.Kind);
        Assert.AreEqual(NumberDataViewType.Single, column.ItemType);
        Assert.IsFalse(column.IsKey);
    }

    [TestMethod]
    [DataRow("Image")]
    [DataRow("Name")]
    public void ImagesAndPathsAreAccepted(string column) =>
        _ml.Transforms.CmaeFeaturize("Features", column, RandomEncoder.Create()).GetOutputSchema(Shape(new SampleImages.Row()));

    [TestMethod]
    public void TheOutputMayReplaceTheInput()
    {
        SchemaShape shape = _ml.Transforms.CmaeFeaturize("Image", null, RandomEncoder.Create())
            .GetOutputSchema(Shape(new SampleImages.Row()));
        Assert.AreEqual(NumberDataViewType.Single, shape.Single(c => c.Name == "Image").ItemType);
    }

    [TestMethod]
    public void AnUnknownColumnIsNamedWithTheOnesThereAre() => AssertRefused(
        "Bild", "The image column 'Bild' is not in the data, which has the columns 'Number', 'Name', 'Vector', 'Image', 'Class'.");

    [TestMethod]
    public void AColumnOfTheWrongTypeIsNamedWithTheTypesAccepted()
    {
        const string accepted =
            "Accepted are MLImage (as LoadImages makes them), text (paths of image files) " +
            "and vectors of Byte (the content of image files).";
        AssertRefused("Number", "The column 'Number' is not an image column: it has the type Int32. " + accepted);
        AssertRefused("Vector", accepted);
    }

    [TestMethod]
    public void EveryErrorOfTheOptionsIsInOneMessage()
    {
        var options = new CmaeFeaturizingEstimator.Options { OutputColumnName = " ", ScoringBatchSize = 0, Pretraining = null! };
        var exception = Assert.ThrowsExactly<ArgumentException>(() => _ml.Transforms.CmaeFeaturize(options));
        string[] lines =
        [
            "CmaeFeaturizingEstimator.Options has 3 invalid options:",
            "- OutputColumnName is empty; name a column",
            "- ScoringBatchSize = 0; it must be 1 to 1024",
            "- Encoder and Pretraining are null; set Encoder to reuse one, or Pretraining to train one",
        ];
        Assert.AreEqual(string.Join(Environment.NewLine, lines) + " (Parameter 'options')", exception.Message);
    }

    [TestMethod]
    public void LibtorchComputesNoAttention()
    {
        var options = new CmaeFeaturizingEstimator.Options
        {
            Encoder = RandomEncoder.Create(),
            Engine = CmaeScoringEngine.LibtorchBFloat16,
            FeatureKind = CmaeFeatureKind.Attention,
        };
        StringAssert.Contains(
            Assert.ThrowsExactly<ArgumentException>(() => _ml.Transforms.CmaeFeaturize(options)).Message,
            "FeatureKind = Attention, which Engine = LibtorchBFloat16 does not compute; set Engine = OnnxRuntime");
    }

    private void AssertRefused(string column, string message)
    {
        using var images = new SampleImages(1);
        CmaeFeaturizingEstimator estimator = _ml.Transforms.CmaeFeaturize("Features", column, RandomEncoder.Create());
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentException>(() => estimator.Fit(images.View(_ml))).Message, message);
        StringAssert.Contains(
            Assert.ThrowsExactly<ArgumentException>(() => estimator.GetOutputSchema(Shape(images.Rows[0]))).Message, message);
        CmaeFeaturizingTransformer model = _ml.Transforms.CmaeFeaturize("Features", "Image", RandomEncoder.Create()).Fit(images.View(_ml));
        Assert.ThrowsExactly<ArgumentException>(() => model.Transform(_ml.Data.LoadFromEnumerable([new Other()])));
    }

    private SchemaShape Shape(SampleImages.Row row) => DataShape.Of(_ml.Data.LoadFromEnumerable([row]));

    private sealed class Other
    {
        public int Number { get; set; }
    }
}
