using System.Reflection;
using Microsoft.ML;

namespace Cmae.MLNet.Tests.Evaluation;

[TestClass]
public sealed class NearestNeighborsEvaluationTests
{
    private readonly MLContext _ml = new(seed: 1);

    [TestMethod]
    public void EveryTestRowIsPredictedAndCounted()
    {
        FeatureData.Row[] test = FeatureData.Rows(301, seed: 2, noise: 1.5);
        CmaeNearestNeighborsMetrics metrics = _ml.MulticlassClassification.EvaluateNearestNeighbors(
            FeatureData.Keyed(_ml, FeatureData.Rows(120, seed: 1, noise: 1.5)), FeatureData.Keyed(_ml, test));
        Assert.HasCount(301, metrics.PredictedLabels);
        Assert.AreEqual(301, metrics.Accuracy.Count);
        Assert.AreEqual(
            test.Zip(metrics.PredictedLabels).Count(pair => pair.First.Class == FeatureData.Classes[pair.Second - 1]),
            metrics.Accuracy.Correct);
        Assert.IsTrue(metrics.Accuracy.Value is > 0.5 and < 1, metrics.Accuracy.ToString());
        Assert.AreEqual((20, 0.07), (metrics.K, metrics.Temperature));
    }

    [TestMethod]
    public void OtherColumnNamesAndOptionsAreUsed()
    {
        CmaeNearestNeighborsMetrics metrics = _ml.MulticlassClassification.EvaluateNearestNeighbors(
            Data(1), Data(2), "Tree", "Vector", new() { K = 3, Temperature = 1 });
        Assert.AreEqual(1, metrics.Accuracy.Value);
        Assert.AreEqual((3, 1), (metrics.K, metrics.Temperature));

        IDataView Data(int seed)
        {
            IDataView keyed = FeatureData.Keyed(_ml, FeatureData.Rows(30, seed), "Tree");
            return _ml.Transforms.CopyColumns("Vector", "Features")
                .Append(_ml.Transforms.DropColumns("Features")).Fit(keyed).Transform(keyed);
        }
    }

    [TestMethod]
    public void ALineOfTheLogSaysWhatWasMeasured()
    {
        var lines = new List<string>();
        _ml.Log += (_, e) => lines.Add(e.RawMessage);
        IDataView data = FeatureData.Keyed(_ml, FeatureData.Rows(30, seed: 1));
        _ml.MulticlassClassification.EvaluateNearestNeighbors(data, data);
        Assert.Contains(
            "k-NN, k = 20, temperature 0.07: 100.0 % (88.6 to 100.0 %) of 30 test rows, from 30 train rows of 6 features.", lines);
    }

    [TestMethod]
    public void OptionsOutOfRangeAreListedTogether()
    {
        IDataView data = FeatureData.Keyed(_ml, FeatureData.Rows(30, seed: 1));
        string[] expected =
        [
            "CmaeNearestNeighborsOptions has 2 invalid options:",
            "- K = 0; it must be 1 to 10000",
            "- Temperature = NaN; it must be 1E-06 to 1000000",
        ];
        var error = Assert.ThrowsExactly<ArgumentException>(
            () => _ml.MulticlassClassification.EvaluateNearestNeighbors(data, data, options: new() { K = 0, Temperature = double.NaN }));
        Assert.AreEqual(string.Join(Environment.NewLine, expected) + " (Parameter 'options')", error.Message);
    }

    [TestMethod]
    public void FewerTrainRowsThanVotersAreRefused()
    {
        IDataView data = FeatureData.Keyed(_ml, FeatureData.Rows(12, seed: 1));
        var error = Assert.ThrowsExactly<ArgumentException>(() => _ml.MulticlassClassification.EvaluateNearestNeighbors(data, data));
        Assert.AreEqual("K = 20, but there are only 12 train rows. Lower K, or pass more train rows. (Parameter 'options')", error.Message);
    }

    [TestMethod]
    public void ItCanBeCanceled()
    {
        IDataView data = FeatureData.Keyed(_ml, FeatureData.Rows(30, seed: 1));
        Assert.ThrowsExactly<OperationCanceledException>(
            () => _ml.MulticlassClassification.EvaluateNearestNeighbors(
                data, data, options: new() { CancellationToken = new(canceled: true) }));
        typeof(MLContext).GetMethod("CancelExecution", BindingFlags.Instance | BindingFlags.NonPublic)!.Invoke(_ml, null); // as AutoML does
        Assert.ThrowsExactly<OperationCanceledException>(() => _ml.MulticlassClassification.EvaluateNearestNeighbors(data, data));
    }
}
