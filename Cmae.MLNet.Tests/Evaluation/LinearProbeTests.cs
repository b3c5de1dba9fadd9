using System.Reflection;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Cmae.MLNet.Tests.Evaluation;

[TestClass]
public sealed class LinearProbeTests
{
    private readonly MLContext _ml = new(seed: 1);

    [TestMethod]
    public void TheModelIsWhatWasMeasured()
    {
        IDataView train = Data(120, seed: 1, noise: 1.5), test = Data(90, seed: 2, noise: 1.5);
        CmaeLinearProbeMetrics probe = _ml.MulticlassClassification.EvaluateLinearProbe(train, test);
        Assert.AreEqual(90, probe.Accuracy.Count);
        Assert.IsTrue(probe.Accuracy.Value is > 0.5 and < 1, probe.Accuracy.ToString());
        Assert.AreEqual(24, probe.ValidationAccuracy!.Count);
        Assert.AreEqual(probe.Accuracy.Value, _ml.MulticlassClassification.Evaluate(probe.Model.Transform(test)).MicroAccuracy, 1e-12);
        IDataView scored = probe.Model.Transform(test);
        IDataView named = _ml.Transforms.Conversion.MapKeyToValue("PredictedLabel").Fit(scored).Transform(scored);
        Assert.IsTrue(named.GetColumn<string>("PredictedLabel").All(FeatureData.Classes.Contains));
    }

    [TestMethod]
    public void TheWeightIsChosenOnTheValidationRows()
    {
        IDataView train = Data(60, seed: 1, noise: 2), test = Data(60, seed: 2, noise: 2), validation = Data(50, seed: 3, noise: 2);
        float[] weights = [0.001f, 3, 3000];
        CmaeAccuracy[] each = [.. weights.Select(weight =>
            _ml.MulticlassClassification.EvaluateLinearProbe(train, validation, options: new() { L2Weights = [weight] }).Accuracy)];
        CmaeLinearProbeMetrics chosen = _ml.MulticlassClassification.EvaluateLinearProbe(
            train, test, options: new() { L2Weights = weights, ValidationSet = validation });
        Assert.AreEqual(50, chosen.ValidationAccuracy!.Count);
        Assert.AreEqual(each.Max(accuracy => accuracy.Value), chosen.ValidationAccuracy.Value);
        Assert.AreEqual(weights[Array.FindIndex(each, accuracy => accuracy.Value == chosen.ValidationAccuracy.Value)], chosen.L2Weight);
    }

    [TestMethod]
    public void OneWeightNeedsNoValidation()
    {
        CmaeLinearProbeMetrics probe = _ml.MulticlassClassification.EvaluateLinearProbe(
            Data(9, seed: 1), Data(9, seed: 2), options: new() { L2Weights = [0.5f], ValidationFraction = 0 });
        Assert.AreEqual(0.5f, probe.L2Weight);
        Assert.IsNull(probe.ValidationAccuracy);
    }

    [TestMethod]
    public void FeaturesOfAnyScaleAreStandardized()
    {
        static IEnumerable<FeatureData.Row> Scaled(int seed) => FeatureData.Rows(60, seed).Select(row => new FeatureData.Row
        {
            Class = row.Class,
            Features = [.. row.Features.Select((value, i) => 1000 + (value * MathF.Pow(10, i - 3)))],
        });
        Assert.IsGreaterThan(0.95, _ml.MulticlassClassification.EvaluateLinearProbe(
            FeatureData.Keyed(_ml, Scaled(1)), FeatureData.Keyed(_ml, Scaled(2)), options: new() { L2Weights = [0.1f] }).Accuracy.Value);
    }

    [TestMethod]
    public void OtherColumnNamesReachTheModel()
    {
        IDataView Tree(int seed) => FeatureData.Keyed(_ml, FeatureData.Rows(30, seed), "Tree");
        CmaeLinearProbeMetrics probe = _ml.MulticlassClassification.EvaluateLinearProbe(Tree(1), Tree(2), "Tree");
        MulticlassClassificationMetrics metrics = _ml.MulticlassClassification.Evaluate(probe.Model.Transform(Tree(2)), "Tree");
        Assert.AreEqual(probe.Accuracy.Value, metrics.MicroAccuracy, 1e-12);
    }

    [TestMethod]
    public void TheSeedDeterminesTheValidationRows()
    {
        IDataView train = Data(60, seed: 1, noise: 2), test = Data(30, seed: 2, noise: 2);
        Assert.AreEqual(Correct(1), Correct(1));
        Assert.IsGreaterThan(1, Enumerable.Range(1, 8).Select(Correct).Distinct().Count());

        long Correct(int seed) => _ml.MulticlassClassification.EvaluateLinearProbe(
            train, test, options: new() { Seed = seed, L2Weights = [1, 1] }).ValidationAccuracy!.Correct;
    }

    [TestMethod]
    public void OptionsOutOfRangeAreListedTogether()
    {
        Fails(new() { L2Weights = [1, -2], ValidationFraction = 1 },
            "CmaeLinearProbeOptions has 2 invalid options:",
            FormattableString.Invariant($"- L2Weights = -2; it must be 0 to {(double)float.MaxValue}"),
            "- ValidationFraction = 1; it must be 0 to 0.9");
        Fails(new() { L2Weights = [] }, "CmaeLinearProbeOptions has 1 invalid option:", "- L2Weights is empty; give at least one weight");
        Fails(new() { ValidationFraction = 0 },
            "CmaeLinearProbeOptions has 1 invalid option:",
            "- L2Weights has 4 weights to choose from without validation rows; " +
            "set ValidationSet, or ValidationFraction above 0, or give one weight");
    }

    [TestMethod]
    public void ValidationRowsAreCheckedToo()
    {
        var options = new CmaeLinearProbeOptions { ValidationSet = Data(0, seed: 1) };
        Assert.AreEqual("There are no validation rows.", Assert.ThrowsExactly<ArgumentException>(() => Run(options)).Message);
        options.ValidationSet = _ml.Transforms.DropColumns("Features").Fit(Data(3, seed: 1)).Transform(Data(3, seed: 1));
        StringAssert.StartsWith(
            Assert.ThrowsExactly<ArgumentException>(() => Run(options)).Message,
            "The feature column 'Features' is not in the validation rows");
        var error = Assert.ThrowsExactly<ArgumentException>(
            () => _ml.MulticlassClassification.EvaluateLinearProbe(Data(3, seed: 1), Data(9, seed: 1)));
        StringAssert.StartsWith(
            error.Message, "ValidationFraction = 0.2 of 3 rows leaves none to validate on, because every class has one row only.");
    }

    [TestMethod]
    public void ItCanBeCanceled()
    {
        Assert.ThrowsExactly<OperationCanceledException>(() => Run(new() { CancellationToken = new(canceled: true) }));
        typeof(MLContext).GetMethod("CancelExecution", BindingFlags.Instance | BindingFlags.NonPublic)!.Invoke(_ml, null); // as AutoML does
        Assert.ThrowsExactly<OperationCanceledException>(() => Run(new()));
    }

    private void Fails(CmaeLinearProbeOptions options, params string[] lines) =>
        Assert.AreEqual(
            string.Join(Environment.NewLine, lines) + " (Parameter 'options')",
            Assert.ThrowsExactly<ArgumentException>(() => Run(options)).Message);

    private CmaeLinearProbeMetrics Run(CmaeLinearProbeOptions options) =>
        _ml.MulticlassClassification.EvaluateLinearProbe(Data(30, seed: 1), Data(9, seed: 2), options: options);

    private IDataView Data(int count, int seed, double noise = 0.3) => FeatureData.Keyed(_ml, FeatureData.Rows(count, seed, noise));
}
