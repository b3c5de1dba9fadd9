using Cmae.MLNet.Samples.Tool.Scores;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Cmae.MLNet.Tests.Samples.Tool.Scores;

[TestClass]
public sealed class ScoredImagesTests
{
    private readonly MLContext _ml = new(seed: 1);

    [TestMethod]
    public void ClassesAreInTheOrderOfTheScores()
    {
        ScoredImages scored = Score(Rows("b", "a", "b", "a"), Rows("a", "b", "b"));
        CollectionAssert.AreEqual(new[] { "b", "a" }, scored.Classes.ToArray());
        CollectionAssert.AreEqual(new[] { 1, 0, 0 }, scored.Truth.ToArray());
        CollectionAssert.AreEqual(new[] { "/images/0.png", "/images/1.png", "/images/2.png" }, scored.Paths.ToArray());
        Assert.IsTrue(scored.Scores.All(row => row.Length == 2));
    }

    [TestMethod]
    public void NumericLabelsAreComparedAsText()
    {
        var model = _ml.Transforms.Conversion.ConvertType("Number", "Label", DataKind.Single)
            .Append(_ml.Transforms.Conversion.MapValueToKey("Number"))
            .Append(_ml.MulticlassClassification.Trainers.SdcaMaximumEntropy("Number"))
            .Fit(_ml.Data.LoadFromEnumerable(Rows("7", "1.5", "7")));
        ScoredImages scored = ScoredImages.Of(model, _ml.Data.LoadFromEnumerable(Rows("1.5", "7")), "/images", CancellationToken.None);
        CollectionAssert.AreEqual(new[] { "7", "1.5" }, scored.Classes.ToArray());
        CollectionAssert.AreEqual(new[] { 1, 0 }, scored.Truth.ToArray());
    }

    [TestMethod]
    public void WhatCannotBeMeasuredIsExplained()
    {
        Row[] train = Rows("a", "b");
        Fails(() => Score(train, Rows("a", "d", "c")),
            "The images have classes that the model does not know: 'c', 'd'. It knows 'a', 'b'. Take these images out, or evaluate a "
                + "model that was trained on their classes.");
        Fails(() => Score(train, Rows("a", "")), "'1.png' has no label: put images into sub-folders that are named by class, or list "
            + "them in split.csv.");
        Row[] unreadable = Rows("a", "b");
        unreadable[1].Features[0] = float.NaN;
        Fails(() => Score(train, unreadable), "The model has no scores for '1.png': the image cannot be read.");
        IDataView data = _ml.Data.LoadFromEnumerable(train);
        Fails(() => ScoredImages.Of(_ml.Transforms.CopyColumns("Score", "Features").Fit(data), data, "/images", CancellationToken.None),
            "The model is not a classifier with several classes: it has no column 'Score' with a score for each class and "
                + "the classes' names.");
    }

    private static void Fails(Action action, string message) =>
        Assert.AreEqual(message, Assert.ThrowsExactly<InvalidDataException>(action).Message);

    private ScoredImages Score(Row[] train, Row[] test)
    {
        var model = _ml.Transforms.Conversion.MapValueToKey("Label").Append(_ml.MulticlassClassification.Trainers.SdcaMaximumEntropy())
            .Append(_ml.Transforms.Conversion.MapKeyToValue("PredictedLabel")).Fit(_ml.Data.LoadFromEnumerable(train));
        return ScoredImages.Of(model, _ml.Data.LoadFromEnumerable(test), "/images", CancellationToken.None);
    }

    private static Row[] Rows(params string[] labels) =>
        [.. labels.Select((label, i) => new Row { ImagePath = $"/images/{i}.png", Label = label, Features = [label == "a" ? 1 : -1, i] })];

    private sealed class Row
    {
        public string ImagePath { get; set; } = "";

        public string Label { get; set; } = "";

        [VectorType(2)]
        public float[] Features { get; set; } = [];
    }
}
