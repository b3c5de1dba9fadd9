using Cmae.MLNet.Samples.Demo;
using Cmae.MLNet.Tests.Encoders;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Cmae.MLNet.Tests.Scoring;

/// <summary>A classifier's .zip in a process of its own that has the stock ML.NET packages only.</summary>
[TestClass]
public sealed class SavedClassifierProcessTests
{
    private readonly MLContext _ml = new(seed: 1);

    [TestMethod]
    [DataRow(2)]
    [DataRow(10)]
    [DataRow(1000)]
    public void TextLabelsAreTheLiveOnes(int classes) => AssertSame(
        [.. SavedClassifierTests.Names(classes).Select(name => new Text { Known = name.Replace('\t', '/') })],
        "Class", new EstimatorChain<ITransformer>());

    [TestMethod]
    [DataRow(2)]
    [DataRow(10)]
    [DataRow(1000)]
    public void NumericLabelsAreTheLiveOnes(int classes) => AssertSame(
        [.. Enumerable.Range(0, classes).Select(i => new Number { Known = i - 1.5f })], "Value",
        new EstimatorChain<ITransformer>()
            .Append<ITransformer>(_ml.Transforms.Conversion.ConvertType("PredictedLabel", outputKind: DataKind.String)));

    private void AssertSame<T>(T[] known, string label, EstimatorChain<ITransformer> toText)
        where T : class
    {
        using var folder = new TemporaryFolder();
        Photo[] photos = [.. Enumerable.Range(0, 6).Select(i => new Photo { ImagePath = folder[$"{i}.png"] })];
        for (int i = 0; i < photos.Length; i++)
        {
            using MLImage image = SampleImages.Create(i);
            image.Save(photos[i].ImagePath);
        }
        IDataView view = _ml.Data.LoadFromEnumerable(photos);
        IDataView keyed = _ml.Transforms.Conversion.MapValueToKey("Key", label, keyData: _ml.Data.LoadFromEnumerable(known)).Fit(view)
            .Transform(view);
        ITransformer classifier = RandomClassifier.Fitted(keyed, "Key", "ImagePath");
        IDataView scored = classifier.Transform(view);
        var names = new EstimatorChain<ITransformer>().Append<ITransformer>(_ml.Transforms.Conversion.MapKeyToValue("PredictedLabel"))
            .Append<ITransformer>(toText).Fit(scored);
        var model = new TransformerChain<ITransformer>(classifier, names);
        _ml.Model.Save(model, view.Schema, folder["model.zip"]);

        Prediction[] expected = [.. _ml.Data.CreateEnumerable<Prediction>(model.Transform(view), reuseRowObject: false)];
        IReadOnlyList<SecondProcess.Prediction> actual = SecondProcess.Predict(
            folder["model.zip"], "Score", photos.Select(photo => photo.ImagePath));
        CollectionAssert.AreEqual(expected.Select(row => row.PredictedLabel).ToArray(), actual.Select(row => row.Label).ToArray());
        foreach ((Prediction here, SecondProcess.Prediction there) in expected.Zip(actual))
        {
            Assert.HasCount(here.Score.Length, there.Values);
            Assert.IsLessThan(1e-5, here.Score.Zip(there.Values, (a, b) => Math.Abs(a - b)).Max());
        }
    }

    private sealed class Photo
    {
        public string ImagePath { get; set; } = "";

        public string Label { get; set; } = "";

        public string Class { get; set; } = "";

        public float Value { get; set; }
    }

    private sealed class Text
    {
        public string Known { get; set; } = "";
    }

    private sealed class Number
    {
        public float Known { get; set; }
    }

    private sealed class Prediction
    {
        public string PredictedLabel { get; set; } = "";

        public float[] Score { get; set; } = [];
    }
}
