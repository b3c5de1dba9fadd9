using Cmae.MLNet.Classification;
using Cmae.MLNet.Encoders;
using Cmae.MLNet.FineTuning;
using Cmae.MLNet.Imaging;
using Cmae.MLNet.Labels;
using Cmae.MLNet.Runtime;
using Cmae.MLNet.Scoring;
using Cmae.MLNet.Tests.Imaging;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;
using SkiaSharp;

namespace Cmae.MLNet.Tests.Classification;

/// <summary>What is validated is what scoring sees: the same pixels, so the same figures.</summary>
[TestClass]
public sealed class ScoredValidationTests
{
    /// <summary>A portrait, a landscape, a tiny and a large photo of every class.</summary>
    private static readonly (int Width, int Height)[] s_sizes = [(20, 45), (45, 21), (5, 7), (300, 200)];

    private readonly MLContext _ml = new(seed: 1);

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void ValidationFiguresAreThoseOfTransform(bool linearProbe)
    {
        using var folder = new TemporaryFolder();
        (IDataView train, IDataView validation) = (Photos(folder, 0, 24), Photos(folder, 24, 12));
        CmaeImageClassificationTrainer.Options options = Options(linearProbe);
        var epochs = new List<CmaeImageClassificationEpoch>();
        (options.ValidationSet, options.EpochCompleted) = (validation, epochs.Add);
        ITransformer model = _ml.MulticlassClassification.Trainers.CmaeImageClassification(options).Fit(train);

        IDataView scored = model.Transform(validation);
        float[][] scores = [.. scored.GetColumn<float[]>("Score")];
        uint[] labels = [.. scored.GetColumn<uint>("Label")];
        double loss = scores.Zip(labels, (row, label) => -Math.Log(row[label - 1])).Average();
        double accuracy = scores.Zip(labels, (row, label) => Array.IndexOf(row, row.Max()) == label - 1 ? 1.0 : 0).Average();
        CmaeImageClassificationEpoch best = epochs.MaxBy(epoch => (epoch.ValidationAccuracy, -epoch.ValidationLoss))!;
        Assert.AreEqual(accuracy, best.ValidationAccuracy!.Value, 1e-9);
        Assert.AreEqual(loss, best.ValidationLoss!.Value, 1e-4);
    }

    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void ValidationLogitsAreThoseOfTransform(bool linearProbe)
    {
        using var folder = new TemporaryFolder();
        (IDataView train, IDataView validation) = (Photos(folder, 0, 24), Photos(folder, 24, 12));
        CmaeImageClassificationTrainer.Options options = Options(linearProbe);
        options.ValidationSet = validation;
        FineTuningResult<ClassifierWeights, ClassificationFigures> result = ClassifierTraining.Run(_ml, train, options);
        float[] logits = result.Validation!.Logits!;

        var model = new CmaeImageClassificationTransformer(
            result.Model,
            ClassLabels.Of(train.Schema["Label"]),
            new ClassifierScoring("ImagePath", ImageColumnKind.Path),
            TextDataViewType.Instance);
        int classes = TinyFineTuning.Classes.Length, image = 0;
        foreach (float[] scores in model.Transform(validation).GetColumn<float[]>("Score"))
        {
            // a softmax loses what is added to all logits: they are compared by their differences
            for (int c = 1; c < classes; c++)
            {
                double scored = Math.Log(scores[c]) - Math.Log(scores[0]);
                Assert.AreEqual(scored, logits[(image * classes) + c] - logits[image * classes], 1e-4, $"image {image}, class {c}");
            }
            image++;
        }
        Assert.AreEqual(12, image);
        Assert.HasCount(12 * classes, logits);
    }

    [TestMethod]
    [DataRow(false, false)]
    [DataRow(false, true)]
    [DataRow(true, false)]
    [DataRow(true, true)]
    public void ValidationImagesHaveThePixelsOfTheStockTransformers(bool linearProbe, bool ofTheirOwn)
    {
        using var folder = new TemporaryFolder();
        IDataView photos = Photos(folder, 0, 24);
        CmaeImageClassificationTrainer.Options options = Options(linearProbe);
        options.ValidationSet = ofTheirOwn ? Photos(folder, 24, 12) : null;
        options.ValidationFraction = 0.5;
        using TrainingImages images = TrainingImages.Open(
            photos, LabelColumn.Of(photos.Schema, "Label"), options, seed: 1, _ => { }, Cancellation.None);
        AssertStock(ofTheirOwn ? options.ValidationSet! : photos, images.Validation!);
        if (linearProbe)
            AssertStock(photos, images.Train);
    }

    private static void AssertStock(IDataView photos, LabeledImages images)
    {
        string[] stock = [.. StockPixels(photos).Select(Convert.ToHexString)];
        for (int i = 0; i < images.Count; i++)
            CollectionAssert.Contains(stock, Convert.ToHexString(images.Get(i).Pixels), $"image {i}");
    }

    private static CmaeImageClassificationTrainer.Options Options(bool linearProbe)
    {
        CmaeImageClassificationTrainer.Options options = TinyFineTuning.Options();
        options.ImageColumnName = "ImagePath";
        options.BatchSize = 8;
        options.Precision = CmaePrecision.Float32; // as scoring is
        if (linearProbe)
            (options.Freeze, options.InitializeFrom) = (CmaeFreeze.Encoder, TinyFineTuning.Encoder());
        return options;
    }

    private static IEnumerable<byte[]> StockPixels(IDataView photos)
    {
        const int side = 16;
        var ml = new MLContext();
        var pipeline = ml.Transforms.LoadImages("Image", "", "ImagePath")
            .Append(ml.Transforms.ResizeImages("Square", side, side, "Image", ImageResizingEstimator.ResizingKind.IsoCrop))
            .Append(ml.Transforms.ExtractPixels("Planes", "Square"));
        return pipeline.Fit(photos).Transform(photos).GetColumn<float[]>("Planes")
            .Select(planes => Enumerable.Range(0, planes.Length).Select(i => (byte)planes[(i % 3 * side * side) + (i / 3)]).ToArray());
    }

    private IDataView Photos(TemporaryFolder folder, int first, int count)
    {
        for (int i = first; i < first + count; i++)
        {
            (int width, int height) = s_sizes[i / 3 % s_sizes.Length];
            var random = new Random(i);
            File.WriteAllBytes(folder[$"{i}.png"], EncodedImages.Encode(width, height, (x, _) => Color(random, i % 3, x)));
        }
        var mapping = _ml.Data.LoadFromEnumerable(TinyFineTuning.Classes.Select(name => new { Class = name }));
        IDataView data = _ml.Data.LoadFromEnumerable(
            Enumerable.Range(first, count).Select(i => new { ImagePath = folder[$"{i}.png"], Class = TinyFineTuning.Classes[i % 3] }));
        return _ml.Transforms.Conversion.MapValueToKey("Label", "Class", keyData: mapping).Fit(data).Transform(data);
    }

    private static SKColor Color(Random random, int kind, int x)
    {
        int level = (kind switch { 0 => 60, 1 => 190, _ => x / 4 % 2 == 0 ? 60 : 190 }) + random.Next(-60, 61);
        return new SKColor((byte)level, (byte)level, (byte)level);
    }
}
