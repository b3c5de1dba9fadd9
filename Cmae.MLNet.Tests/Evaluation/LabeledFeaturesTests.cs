using Microsoft.ML;
using Microsoft.ML.Data;

namespace Cmae.MLNet.Tests.Evaluation;

/// <summary>Data that cannot be evaluated, and the messages about it; the same for k-NN and for the linear probe.</summary>
[TestClass]
public sealed class LabeledFeaturesTests
{
    private readonly MLContext _ml = new(seed: 1);

    [TestMethod]
    public void ALabelColumnMustBeThereAndBeAKey()
    {
        IDataView data = Data(30);
        Fails(
            data, data,
            "The label column 'Kind' is not in the data, which has the columns 'Class', 'Features', 'Label'. (Parameter 'name')",
            label: "Kind");
        Fails(
            data, data,
            "The label column 'Class' has the type String, but a key is needed. " +
            "Convert it with mlContext.Transforms.Conversion.MapValueToKey(\"Class\") first. (Parameter 'name')",
            label: "Class");
    }

    [TestMethod]
    public void AFeatureColumnMustBeThereAndBeAVectorOfSingle()
    {
        IDataView data = Data(30);
        const string remedy =
            "Create it with CmaeFeaturize, or from other columns with mlContext.Transforms.Concatenate. (Parameter 'featureColumn')";
        Fails(
            data, data,
            "The feature column 'Pixels' is not in the train rows, which have the columns 'Class', 'Features', 'Label'. " +
            "(Parameter 'featureColumn')",
            features: "Pixels");
        Fails(
            data, data,
            "The feature column 'Class' of the train rows has the type String where a vector of Single of known size is needed. " + remedy,
            features: "Class");
        IDataView doubles = _ml.Transforms.Conversion.ConvertType("Features", outputKind: DataKind.Double).Fit(data).Transform(data);
        Fails(
            data, doubles,
            "The feature column 'Features' of the test rows has the type Vector<Double, 6> " +
            "where a vector of Single of known size is needed. " + remedy);
    }

    [TestMethod]
    public void TrainAndTestMustMatch()
    {
        IDataView train = Data(30);
        IDataView longer = _ml.Transforms.Concatenate("Features", "Features", "Features").Fit(train).Transform(train);
        Fails(
            train, longer,
            "The feature column 'Features' has 12 values in the test rows and 6 in the train rows. " +
            "Compute both with the same encoder and kind of features.");
        IDataView turned = FeatureData.Keyed(_ml, FeatureData.Rows(30, seed: 1), classes: [.. FeatureData.Classes.Reverse()]);
        Fails(
            train, turned,
            "The 3 classes of the label column 'Label' in the test rows are not the 3 classes in the train rows: " +
            "the same keys stand for other values. Transform both with the same fitted MapValueToKey.");
    }

    [TestMethod]
    [DataRow(DataKind.Int16)]
    [DataRow(DataKind.SByte)]
    public void KeysOfAnyValueAreCompared(DataKind kind)
    {
        IDataView train = Numbers([1, 2]), test = Numbers([2, 1]);
        Fails(
            train, test,
            "The 2 classes of the label column 'Label' in the test rows are not the 2 classes in the train rows: " +
            "the same keys stand for other values. Transform both with the same fitted MapValueToKey.");

        IDataView Numbers(int[] first)
        {
            IDataView data = _ml.Data.LoadFromEnumerable(first.Concat([1, 2]).Select(number => new NumberedRow { Number = number }));
            return _ml.Transforms.Conversion.ConvertType("Number", outputKind: kind)
                .Append(_ml.Transforms.Conversion.MapValueToKey("Label", "Number")).Fit(data).Transform(data);
        }
    }

    [TestMethod]
    public void ThereMustBeRows()
    {
        Fails(Data(0), Data(30), "There are no train rows.");
        Fails(Data(30), Data(0), "There are no test rows.");
    }

    [TestMethod]
    public void EveryRowNeedsALabel()
    {
        FeatureData.Row[] rows = FeatureData.Rows(30, seed: 1);
        (rows[4].Class, rows[9].Class) = ("", "oak");
        Fails(
            Data(30), FeatureData.Keyed(_ml, rows),
            "2 of 30 test rows have no label in the column 'Label', the first is row 4 (counted from 0): " +
            "a value that was empty, NaN, or not among MapValueToKey's values. " +
            "Give these rows a label, or filter them out.");
    }

    [TestMethod]
    public void EveryFeatureMustBeANumber()
    {
        FeatureData.Row[] rows = FeatureData.Rows(30, seed: 1);
        rows[7].Features[2] = float.NaN;
        Fails(
            FeatureData.Keyed(_ml, rows), Data(30),
            "1 of 30 train rows have features in the column 'Features' that are not finite numbers, the first is row 7 (counted from 0): " +
            "an image that could not be read, or a missing value. Filter them out with mlContext.Data.FilterRowsByMissingValues.");
        IDataView filtered = _ml.Data.FilterRowsByMissingValues(FeatureData.Keyed(_ml, rows), "Features");
        Assert.AreEqual(30, _ml.MulticlassClassification.EvaluateNearestNeighbors(filtered, Data(30)).Accuracy.Count);
    }

    [TestMethod]
    public void OneClassIsNotEnough()
    {
        FeatureData.Row[] rows = FeatureData.Rows(30, seed: 1);
        Array.ForEach(rows, row => row.Class = "beech");
        Fails(
            FeatureData.Keyed(_ml, rows), Data(30),
            "All train rows have the same label, 'beech', in the column 'Label': a classifier needs at least 2 classes.");
    }

    private IDataView Data(int count) => FeatureData.Keyed(_ml, FeatureData.Rows(count, seed: 1));

    private void Fails(IDataView train, IDataView test, string message, string label = "Label", string features = "Features")
    {
        MulticlassClassificationCatalog catalog = _ml.MulticlassClassification;
        Assert.AreEqual(message, MessageOf(() => catalog.EvaluateNearestNeighbors(train, test, label, features)));
        Assert.AreEqual(message, MessageOf(() => catalog.EvaluateLinearProbe(train, test, label, features, new() { L2Weights = [1] })));

        static string MessageOf(Action evaluate) => Assert.ThrowsExactly<ArgumentException>(evaluate).Message;
    }

    private sealed class NumberedRow
    {
        public int Number { get; set; }

        [VectorType(2)]
        public float[] Features { get; set; } = [1, 2];
    }
}
