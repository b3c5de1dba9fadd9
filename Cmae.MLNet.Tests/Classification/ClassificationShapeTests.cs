using Cmae.MLNet.Classification;
using Cmae.MLNet.Imaging;
using Cmae.MLNet.Scoring;
using Cmae.MLNet.Tests.Encoders;
using Cmae.MLNet.Tests.Featurization;
using Cmae.MLNet.Tests.Scoring;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Cmae.MLNet.Tests.Classification;

[TestClass]
public sealed class ClassificationShapeTests
{
    private readonly MLContext _ml = new(seed: 1);

    [TestMethod]
    [DataRow("Class", "PredictedLabel", "Score")]
    [DataRow("Class", "Predicted", "Probabilities")]
    [DataRow("Number", "PredictedLabel", "Score")]
    public void TheShapeIsThatOfWhatTheTransformerMakes(string label, string predictedLabel, string score)
    {
        using var images = new SampleImages(4);
        IDataView view = images.View(_ml);
        IDataView data = _ml.Transforms.Conversion.MapValueToKey("Label", label).Fit(view).Transform(view);
        var scoring = new ClassifierScoring("Image", ImageColumnKind.Image, predictedLabel, score);
        SchemaShape.Column[] expected = [.. DataShape.Of(RandomClassifier.Fitted(data, "Label", "Image", scoring).Transform(data))];
        SchemaShape.Column[] actual = [.. ClassificationShape.Append(DataShape.Of(data), "Label", predictedLabel, score)];
        CollectionAssert.AreEquivalent(expected.Select(Text).ToArray(), actual.Select(Text).ToArray());
    }

    [TestMethod]
    public void KeysOfAnotherTypeAreNamed()
    {
        SchemaShape shape = DataShape.Of(_ml.Data.LoadFromEnumerable([new ByteKey()]));
        StringAssert.Contains(
            Assert.ThrowsExactly<ArgumentException>(() => ClassificationShape.Append(shape, "Label", "PredictedLabel", "Score")).Message,
            "The label column 'Label' has keys of Byte, but ML.NET's pipelines need keys of UInt32, as MapValueToKey makes them.");
    }

    [TestMethod]
    public void AMissingLabelAndOneThatIsNoKeyAreNamed()
    {
        using var images = new SampleImages(1);
        AssertRefused(
            "Bild", "The label column 'Bild' is not in the data, which has the columns 'Number', 'Name', 'Vector', 'Image', 'Class'.");
        AssertRefused(
            "Class",
            "The label column 'Class' has the type String, but a key is needed. " +
                "Convert it with mlContext.Transforms.Conversion.MapValueToKey(\"Class\") first.");

        void AssertRefused(string label, string message) => StringAssert.Contains(
            Assert.ThrowsExactly<ArgumentException>(
                () => ClassificationShape.Append(DataShape.Of(images.View(_ml)), label, "PredictedLabel", "Score")).Message, message);
    }

    private static string Text(SchemaShape.Column column) =>
        $"{column.Name}: {column.Kind} {column.ItemType} {column.IsKey} " +
        $"[{string.Join("; ", column.Annotations.Select(Text).Order(StringComparer.Ordinal))}]";

    private sealed class ByteKey
    {
        [KeyType(3)]
        public byte Label { get; set; } = 1;
    }
}
