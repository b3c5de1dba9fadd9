using Cmae.MLNet.Imaging;
using Cmae.MLNet.Labels;
using Cmae.MLNet.Scoring;
using Cmae.MLNet.Tests.Encoders;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Cmae.MLNet.Tests.Scoring;

/// <summary>A classifier's .zip scores as the live one does, with the same columns.</summary>
[TestClass]
public sealed class SavedClassifierTests
{
    private readonly MLContext _ml = new(seed: 1);

    [TestMethod]
    [DataRow(2, false, 1f)]
    [DataRow(10, true, 1f)]
    [DataRow(10, false, 0.3f)]
    [DataRow(1000, false, 2f)]
    public void ScoresAndPredictedLabelsAreTheLiveOnes(int classes, bool flip, float temperature)
    {
        using var images = new SampleImages(40);
        IDataView data = Labeled(images, Names(classes));
        ITransformer live = RandomClassifier.Fitted(data, "Label", "Image", new("Image", ImageColumnKind.Image, Flip: flip), temperature);
        using var again = new SampleImages(40); // stock transformers dispose images of the final size
        AssertSame<string>(live, SavedChainTests.Reload(live, data.Schema), data, Labeled(again, Names(classes)));
    }

    [TestMethod]
    public void NumericLabelsKeepTheirType()
    {
        using var images = new SampleImages(10);
        IDataView data = Labeled(images, (float[])[3.5f, -1f, 700f, 0f]);
        ITransformer live = RandomClassifier.Fitted(data, "Label", "Image");
        using var again = new SampleImages(10);
        AssertSame<float>(live, SavedChainTests.Reload(live, data.Schema), data, Labeled(again, (float[])[3.5f, -1f, 700f, 0f]));
    }

    [TestMethod]
    public void ColumnsAndAnnotationsAreTheSame()
    {
        using var images = new SampleImages(1);
        foreach (IDataView data in (IDataView[])[Labeled(images, Names(10)), Labeled(images, (float[])[1, 2, 3])])
        {
            ITransformer live = RandomClassifier.Fitted(data, "Label", "Image");
            DataViewSchema expected = SavedChainTests.Reload(live, data.Schema).GetOutputSchema(data.Schema);
            DataViewSchema actual = live.GetOutputSchema(data.Schema);
            foreach (string column in (string[])["PredictedLabel", "Score"])
            {
                Assert.AreEqual(expected[column].Type, actual[column].Type);
                CollectionAssert.AreEqual(Annotations(expected[column]), Annotations(actual[column]));
            }
            CollectionAssert.AreEqual(Visible(expected), Visible(actual));
        }
    }

    [TestMethod]
    public void ASecondClassifierIsASetOfItsOwn()
    {
        using var images = new SampleImages(2);
        IDataView data = Labeled(images, Names(3));
        ITransformer live = RandomClassifier.Fitted(data, "Label", "Image");
        DataViewSchema twice = live.GetOutputSchema(live.GetOutputSchema(data.Schema));
        DataViewSchema saved = SavedChainTests.Reload(live, data.Schema).GetOutputSchema(live.GetOutputSchema(data.Schema));
        Assert.IsTrue(Annotations(twice["Score"]).Any(text => text.StartsWith("ScoreColumnSetId: 2 ", StringComparison.Ordinal)));
        CollectionAssert.AreEqual(Annotations(saved["Score"]), Annotations(twice["Score"]));
    }

    [TestMethod]
    public void OtherColumnNamesAreKept()
    {
        using var images = new SampleImages(10);
        IDataView data = Labeled(images, Names(3));
        var scoring = new ClassifierScoring("Image", ImageColumnKind.Image, "Predicted", "Probabilities");
        ITransformer live = RandomClassifier.Fitted(data, "Label", "Image", scoring);
        ITransformer saved = SavedChainTests.Reload(live, data.Schema);
        CollectionAssert.AreEqual(Visible(live.GetOutputSchema(data.Schema)), Visible(saved.GetOutputSchema(data.Schema)));
        float[][] expected = [.. live.Transform(data).GetColumn<float[]>("Probabilities")];
        using var again = new SampleImages(10);
        SavedChainTests.AssertClose(expected, [.. saved.Transform(again.View(_ml)).GetColumn<float[]>("Probabilities")]);
    }

    [TestMethod]
    public void KeysWithoutValuesAreClassesByNumber()
    {
        using var images = new SampleImages(5);
        var classifier = new CmaeImageClassificationTransformer(
            RandomClassifier.Create(4), ClassLabels.Numbered(4), new("Image", ImageColumnKind.Image),
            images.View(_ml).Schema["Image"].Type);
        ITransformer saved = SavedChainTests.Reload(classifier, images.View(_ml).Schema);
        uint[] live = [.. classifier.Transform(images.View(_ml)).GetColumn<uint>("PredictedLabel")];
        using var again = new SampleImages(5);
        CollectionAssert.AreEqual(live, saved.Transform(again.View(_ml)).GetColumn<uint>("PredictedLabel").ToArray());
    }

    [TestMethod]
    public void EncodedBytesCannotBeSaved()
    {
        IDataView data = _ml.Data.LoadFromEnumerable([new BytesRow { Label = "a" }, new BytesRow { Label = "b" }]);
        data = _ml.Transforms.Conversion.MapValueToKey("Label").Fit(data).Transform(data);
        ITransformer model = RandomClassifier.Fitted(data, "Label", "Bytes");
        var exception = Assert.ThrowsExactly<InvalidOperationException>(() => _ml.Model.Save(model, data.Schema, new MemoryStream()));
        StringAssert.Contains(exception.Message, "column 'Bytes' holds encoded bytes");
    }

    [TestMethod]
    public void EncoderAndClassifierComeBackBitExact()
    {
        using var folder = new TemporaryFolder();
        using var images = new SampleImages(2);
        IDataView data = Labeled(images, Names(10));
        CmaeImageClassificationTransformer live = RandomClassifier.Fitted(data, "Label", "Image", temperature: 1.7f);
        _ml.Model.Save(live, data.Schema, folder["a.zip"]);
        ITransformer loaded = _ml.Model.Load(folder["a.zip"], out _);
        CmaeEncoder[] encoders = [CmaeEncoder.FromModel(live), CmaeEncoder.FromModel(loaded), CmaeEncoder.Load(folder["a.zip"])];
        foreach (CmaeEncoder encoder in encoders)
            RandomEncoder.AssertSame(live.Encoder, encoder);
        CmaeClassifier[] classifiers =
            [CmaeClassifier.FromModel(live), CmaeClassifier.FromModel(loaded), CmaeClassifier.Load(folder["a.zip"])];
        foreach (CmaeClassifier classifier in classifiers)
        {
            CollectionAssert.AreEqual(live.Model.Weights.HeadWeight.Values.ToArray(), classifier.Weights.HeadWeight.Values.ToArray());
            Assert.AreEqual(1.7f, classifier.Temperature);
            CollectionAssert.AreEqual(Names(10), classifier.ClassNames!.ToArray());
        }
    }

    internal static string[] Names(int count) =>
        [
            .. Enumerable.Range(0, count).Select(i => (i % 5) switch
            {
                0 => $"plain{i}",
                1 => $"two words {i}",
                2 => $"\"quoted\" {i}, 'it'",
                3 => $"Äpfel 苹果 {i}",
                _ => $"tab\tand;{i}",
            }),
        ];

    /// <summary>Images with labels as keys, whose values stand in the given order.</summary>
    internal IDataView Labeled<T>(SampleImages images, T[] values)
        where T : notnull
    {
        IDataView view = images.View(_ml);
        IDataView known = _ml.Data.LoadFromEnumerable(values.Select(value => new KnownValue<T> { Known = value }));
        return typeof(T) == typeof(string)
            ? _ml.Transforms.Conversion.MapValueToKey("Label", "Class", keyData: known).Fit(view).Transform(view)
            : _ml.Transforms.Conversion.ConvertType("Label", "Number", DataKind.Single)
                .Append(_ml.Transforms.Conversion.MapValueToKey("Label", keyData: known))
                .Fit(view).Transform(view);
    }

    private void AssertSame<T>(ITransformer live, ITransformer saved, IDataView data, IDataView again)
    {
        Prediction<T>[] expected = Predict<T>(live, data), actual = Predict<T>(saved, again);
        SavedChainTests.AssertClose([.. expected.Select(row => row.Score)], [.. actual.Select(row => row.Score)]);
        CollectionAssert.AreEqual(expected.Select(row => row.PredictedLabel).ToArray(), actual.Select(row => row.PredictedLabel).ToArray());
        Assert.IsGreaterThan(1, expected.Select(row => row.PredictedLabel).Distinct().Count());
    }

    private Prediction<T>[] Predict<T>(ITransformer model, IDataView data)
    {
        IDataView scored = model.Transform(data);
        IDataView named = _ml.Transforms.Conversion.MapKeyToValue("PredictedLabel").Fit(scored).Transform(scored);
        return [.. _ml.Data.CreateEnumerable<Prediction<T>>(named, reuseRowObject: false)];
    }

    private static string[] Visible(DataViewSchema schema) => [.. schema.Where(column => !column.IsHidden).Select(column => column.Name)];

    private static string[] Annotations(DataViewSchema.Column column)
    {
        return [.. column.Annotations.Schema.Select(a => a.Name switch
    {
        "ScoreColumnSetId" => $"{a.Name}: {Value<uint>(a.Name)}",
        "ScoreColumnKind" or "ScoreValueKind" => $"{a.Name}: {Value<ReadOnlyMemory<char>>(a.Name)}",
        _ when a.Type is VectorDataViewType { ItemType: TextDataViewType } =>
            $"{a.Name}: {string.Join('|', Value<VBuffer<ReadOnlyMemory<char>>>(a.Name).DenseValues())}",
        _ => $"{a.Name}: {string.Join('|', Value<VBuffer<float>>(a.Name).DenseValues())}",
    } + $" of {a.Type}").Order(StringComparer.Ordinal)];

        TValue Value<TValue>(string kind)
        {
            TValue value = default!;
            column.Annotations.GetValue(kind, ref value);
            return value;
        }
    }

    private sealed class KnownValue<T>
    {
        public T? Known { get; set; }
    }

    private sealed class Prediction<T>
    {
        public T? PredictedLabel { get; set; }

        public float[] Score { get; set; } = [];
    }

    private sealed class BytesRow
    {
        public string Label { get; set; } = "";

        public byte[] Bytes { get; set; } = [];
    }
}
