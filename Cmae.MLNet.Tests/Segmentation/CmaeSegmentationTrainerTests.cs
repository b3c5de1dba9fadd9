using Cmae.MLNet.Evaluation;
using Cmae.MLNet.Tests.Featurization;
using Cmae.MLNet.Tests.Scoring;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Cmae.MLNet.Tests.Segmentation;

[TestClass]
public sealed class CmaeSegmentationTrainerTests
{
    private readonly MLContext _ml = new(seed: 1);

    [TestMethod]
    [DataRow(CmaeSegmentationHead.Pyramid, false)]
    [DataRow(CmaeSegmentationHead.Linear, true)]
    public void DisksAreFound(CmaeSegmentationHead head, bool given)
    {
        using var images = new TinySegmentation();
        CmaeSegmentationTrainer.Options options = TinySegmentation.Options();
        (options.Head, options.InitializeFrom) = (head, given ? TinySegmentation.Encoder() : null);
        List<CmaeSegmentationEpoch> epochs = [];
        options.EpochCompleted = epochs.Add;
        CmaeSegmentationTransformer model = _ml.MulticlassClassification.Trainers.CmaeSegmentation(options).Fit(images.View(_ml));
        Assert.HasCount(12, epochs);
        Assert.IsLessThan(epochs[0].TrainLoss, epochs[^1].TrainLoss);
        Assert.AreEqual(head, model.Model.Head);
        CollectionAssert.AreEqual(new[] { "ground", "disk" }, model.Model.ClassNames.ToArray());
        Assert.AreEqual(32, model.Encoder.ImageSize);
        SegmentationTable table = Table(images, model);
        Assert.IsGreaterThan(0.6, table.MeanIou, $"mean IoU {table.MeanIou}");
    }

    [TestMethod]
    public void ASavedModelGivesTheSameMaps()
    {
        using var images = new TinySegmentation();
        CmaeSegmentationTrainer.Options options = TinySegmentation.Options();
        (options.Epochs, options.MaskImageColumnName, options.ProbabilitiesColumnName) = (3, "Mask", "Probabilities");
        IDataView data = images.View(_ml);
        CmaeSegmentationTransformer model = _ml.MulticlassClassification.Trainers.CmaeSegmentation(options).Fit(data);
        ITransformer loaded = SavedChainTests.Reload(model, data.Schema);
        IDataView live = model.Transform(data), saved = loaded.Transform(data);
        foreach (string column in (string[])["LabelMap", "ClassShares", "Probabilities", "Mask"])
            Assert.AreEqual(live.Schema[column].Type.ToString(), saved.Schema[column].Type.ToString());
        VBuffer<ReadOnlyMemory<char>> names = default;
        saved.Schema["ClassShares"].GetSlotNames(ref names);
        CollectionAssert.AreEqual(new[] { "ground", "disk" }, names.DenseValues().Select(name => name.ToString()).ToArray());
        Scored[] expected = Read(live), actual = Read(saved);
        Assert.HasCount(images.Rows.Length, actual);
        foreach ((Scored one, Scored other) in expected.Zip(actual))
        {
            CollectionAssert.AreEqual(one.LabelMap, other.LabelMap);
            CollectionAssert.AreEqual(one.ClassShares, other.ClassShares);
            Assert.AreEqual(0, one.Probabilities.Zip(other.Probabilities, (a, b) => Math.Abs(a - b)).Max(), 1e-5);
        }
    }

    [TestMethod]
    public void AFrozenEncoderKeepsItsWeights()
    {
        using var images = new TinySegmentation();
        CmaeEncoder encoder = TinySegmentation.Encoder(32);
        CmaeSegmentationTrainer.Options options = TinySegmentation.Options();
        (options.InitializeFrom, options.Freeze, options.BaseLearningRate, options.Epochs) = (encoder, CmaeFreeze.Encoder, 1, 50);
        CmaeSegmentationTransformer model = _ml.MulticlassClassification.Trainers.CmaeSegmentation(options).Fit(images.View(_ml));
        Assert.AreEqual(CmaeSegmentationHead.Linear, model.Model.Head);
        foreach ((string name, CmaeWeightTensor weight) in encoder.Weights)
            CollectionAssert.AreEqual(weight.Values.ToArray(), model.Encoder.Weights[name].Values.ToArray(), name);
        Assert.IsGreaterThan(0.5, Table(images, model).MeanIou);
    }

    [TestMethod]
    public void TheSameSeedGivesTheSameWeights()
    {
        using var images = new TinySegmentation();
        CmaeSegmentationTrainer.Options options = TinySegmentation.Options();
        (options.Epochs, options.Seed, options.Rotations, options.WeightAveraging) = (2, 5, true, 0.99);
        options.ClassWeighting = CmaeClassWeighting.Balanced;
        float[] one = Bias(options), other = Bias(options);
        CollectionAssert.AreEqual(one, other);
        options.Seed = 6;
        CollectionAssert.AreNotEqual(one, Bias(options));

        float[] Bias(CmaeSegmentationTrainer.Options with) => _ml.MulticlassClassification.Trainers.CmaeSegmentation(with)
            .Fit(images.View(_ml)).Model.Weights.Head["head.classifier.bias"].Values.ToArray();
    }

    /// <summary>The last epoch's validation figure is that of the public evaluation on the same images.</summary>
    [TestMethod]
    public void ValidationIsTheEvaluation()
    {
        using TinySegmentation train = new(8), validation = new(5, seed: 8);
        CmaeSegmentationTrainer.Options options = TinySegmentation.Options();
        (options.Epochs, options.ValidationSet, options.Precision) = (4, validation.View(_ml), CmaePrecision.Float32);
        List<CmaeSegmentationEpoch> epochs = [];
        options.EpochCompleted = epochs.Add;
        CmaeSegmentationTransformer model = _ml.MulticlassClassification.Trainers.CmaeSegmentation(options).Fit(train.View(_ml));
        double best = epochs.Max(epoch => epoch.ValidationMeanIou!.Value);
        CmaeSegmentationMetrics metrics = _ml.MulticlassClassification.EvaluateCmaeSegmentation(
            model.Transform(validation.View(_ml)), classes: TinySegmentation.Classes);
        Assert.AreEqual(best, metrics.MeanIou, 1e-3);
        Assert.AreEqual(best, epochs.Last(epoch => epoch.IsBest).ValidationMeanIou);
    }

    [TestMethod]
    public void ACanceledTrainingReturnsTheModelSoFarIfAskedFor()
    {
        using var images = new TinySegmentation(6);
        using var source = new CancellationTokenSource();
        CmaeSegmentationTrainer.Options options = TinySegmentation.Options();
        (options.CancellationToken, options.OnCancellation) = (source.Token, CmaeCancellationHandling.ReturnSoFar);
        int epochs = 0;
        options.EpochCompleted = _ =>
        {
            if (++epochs == 2)
                source.Cancel();
        };
        CmaeSegmentationTransformer model = _ml.MulticlassClassification.Trainers.CmaeSegmentation(options).Fit(images.View(_ml));
        Assert.AreEqual(2, epochs);
        Assert.AreEqual(2, model.Model.ClassCount);
        options.OnCancellation = CmaeCancellationHandling.Throw;
        Assert.Throws<OperationCanceledException>(
            () => _ml.MulticlassClassification.Trainers.CmaeSegmentation(options).Fit(images.View(_ml)));
    }

    [TestMethod]
    public void WithoutClassesTheRemedyIsNamed()
    {
        using var images = new TinySegmentation(2);
        CmaeSegmentationTrainer.Options options = TinySegmentation.Options();
        options.Classes = null;
        string message = Assert.ThrowsExactly<ArgumentException>(
            () => _ml.MulticlassClassification.Trainers.CmaeSegmentation(options).Fit(images.View(_ml))).Message;
        StringAssert.Contains(message, "LoadSegmentationFolder");
    }

    [TestMethod]
    public void ACoarseEncoderIsWarnedOf()
    {
        using var images = new TinySegmentation(4);
        CmaeSegmentationTrainer.Options options = TinySegmentation.Options();
        (options.ImageSize, options.Epochs, options.InitializeFrom) = (64, 1, TinySegmentation.Encoder(16));
        List<string> warnings = [];
        _ml.Log += (_, entry) => warnings.Add(entry.Message);
        _ml.MulticlassClassification.Trainers.CmaeSegmentation(options).Fit(images.View(_ml));
        const string expected = "trained on images of 16 pixels, and sees them here at 64";
        Assert.IsTrue(warnings.Any(warning => warning.Contains(expected, StringComparison.Ordinal)));
    }

    [TestMethod]
    public void TheShapeHasTheNewColumns()
    {
        using var images = new TinySegmentation(2);
        CmaeSegmentationTrainer.Options options = TinySegmentation.Options();
        (options.MaskImageColumnName, options.ProbabilitiesColumnName) = ("Mask", "Probabilities");
        SchemaShape shape = _ml.MulticlassClassification.Trainers.CmaeSegmentation(options)
            .GetOutputSchema(DataShape.Of(images.View(_ml)));
        foreach (string column in (string[])["ImagePath", "MaskPath", "LabelMap", "ClassShares", "Mask", "Probabilities"])
            Assert.IsTrue(shape.Any(known => known.Name == column), column);
        Assert.AreEqual(NumberDataViewType.Byte, shape.Single(known => known.Name == "LabelMap").ItemType);
    }

    private Scored[] Read(IDataView view) => [.. _ml.Data.CreateEnumerable<Scored>(view, reuseRowObject: false)];

    private SegmentationTable Table(TinySegmentation images, ITransformer model)
    {
        var table = new SegmentationTable(2);
        IDataView scored = model.Transform(images.View(_ml));
        IEnumerable<Mapped> maps = _ml.Data.CreateEnumerable<Mapped>(scored, reuseRowObject: false);
        foreach ((TinySegmentation.Row row, Mapped mapped) in images.Rows.Zip(maps))
            table.Add(images.Mask(row), mapped.LabelMap, 32);
        return table;
    }

    private sealed class Mapped
    {
        public byte[] LabelMap { get; set; } = [];
    }

    private sealed class Scored
    {
        public byte[] LabelMap { get; set; } = [];

        public float[] ClassShares { get; set; } = [];

        public float[] Probabilities { get; set; } = [];
    }
}
