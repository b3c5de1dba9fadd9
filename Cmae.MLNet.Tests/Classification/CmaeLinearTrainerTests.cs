using Cmae.MLNet.Tests.Evaluation;
using Cmae.MLNet.Tests.Featurization;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Cmae.MLNet.Tests.Classification;

[TestClass]
public sealed class CmaeLinearTrainerTests
{
    private readonly MLContext _ml = new(seed: 1);

    [TestMethod]
    public void ItIsWhatTheLinearProbeMeasures()
    {
        IDataView train = Data(120, seed: 1, noise: 1.5), test = Data(90, seed: 2, noise: 1.5);
        CmaeLinearProbeMetrics probe = _ml.MulticlassClassification.EvaluateLinearProbe(train, test, options: new() { Seed = 3 });
        ITransformer model = _ml.MulticlassClassification.Trainers.CmaeLinear(options: new() { Seed = 3 }).Fit(train);
        CollectionAssert.AreEqual(Scores(probe.Model, test), Scores(model, test));
    }

    [TestMethod]
    public void TheSavedModelNamesTheClasses()
    {
        IDataView train = Data(60, seed: 1);
        ITransformer model = _ml.MulticlassClassification.Trainers.CmaeLinear()
            .Append(_ml.Transforms.Conversion.MapKeyToValue("Class", "PredictedLabel"))
            .Fit(train);
        using var zip = new MemoryStream();
        _ml.Model.Save(model, train.Schema, zip);
        ITransformer loaded = new MLContext().Model.Load(zip, out _);
        IDataView scored = loaded.Transform(Data(30, seed: 2));
        CollectionAssert.AreEqual(FeatureData.Rows(30, 2).Select(row => row.Class).ToArray(), scored.GetColumn<string>("Class").ToArray());
    }

    [TestMethod]
    public void ColumnsAreThoseOfOtherMulticlassTrainers()
    {
        IDataView train = Data(30, seed: 1);
        CmaeLinearTrainer trainer = _ml.MulticlassClassification.Trainers.CmaeLinear();
        SchemaShape promised = trainer.GetOutputSchema(DataShape.Of(train));
        SchemaShape kept = DataShape.Of(trainer.Fit(train).Transform(train));
        CollectionAssert.AreEquivalent(kept.Select(column => column.Name).ToArray(), promised.Select(column => column.Name).ToArray());
        Assert.Contains("PredictedLabel", promised.Select(column => column.Name));
    }

    [TestMethod]
    public void RowsWithoutFeaturesAreLeftOutAndCounted()
    {
        FeatureData.Row[] rows = FeatureData.Rows(60, seed: 1);
        FeatureData.Row[] holed = [
            .. rows.Select(
                (row, i) => i is 4 or 9 ? new() { Class = row.Class, Features = [.. row.Features.Select(_ => float.NaN)] } : row)];
        var messages = new List<string>();
        _ml.Log += (_, entry) => messages.Add(entry.RawMessage);
        var options = new CmaeLinearProbeOptions { L2Weights = [1] };
        ITransformer model = _ml.MulticlassClassification.Trainers.CmaeLinear(options: options).Fit(FeatureData.Keyed(_ml, holed));
        IDataView kept = FeatureData.Keyed(_ml, rows.Where((_, i) => i is not (4 or 9)));
        CollectionAssert.AreEqual(
            Scores(_ml.MulticlassClassification.Trainers.CmaeLinear(options: options).Fit(kept), kept), Scores(model, kept));
        Assert.IsTrue(
            messages.Exists(message => message.StartsWith("2 of 60 rows", StringComparison.Ordinal) && message.Contains("first is row 4")));
    }

    [TestMethod]
    public void OptionsAreCheckedAndCopiedWhenItIsMade()
    {
        Assert.ThrowsExactly<ArgumentException>(() => _ml.MulticlassClassification.Trainers.CmaeLinear(options: new() { L2Weights = [] }));
        float[] weights = [1];
        CmaeLinearTrainer trainer = _ml.MulticlassClassification.Trainers.CmaeLinear(options: new() { L2Weights = weights });
        IDataView train = Data(30, seed: 1);
        float[] before = Scores(trainer.Fit(train), train);
        weights[0] = 1000;
        CollectionAssert.AreEqual(before, Scores(trainer.Fit(train), train));
    }

    private static float[] Scores(ITransformer model, IDataView data) =>
        [.. model.Transform(data).GetColumn<float[]>("Score").SelectMany(scores => scores)];

    private IDataView Data(int count, int seed, double noise = 0.3) => FeatureData.Keyed(_ml, FeatureData.Rows(count, seed, noise));
}
