using Cmae.MLNet.Classification;
using Cmae.MLNet.Imaging;
using Cmae.MLNet.Labels;
using Cmae.MLNet.Tests.Imaging;
using Microsoft.ML;
using SkiaSharp;

namespace Cmae.MLNet.Tests.Classification;

/// <summary>Data that cannot be learned from, and what is said about it before any training.</summary>
[TestClass]
public sealed class TrainingImagesTests
{
    private readonly MLContext _ml = new(seed: 1);

    [TestMethod]
    public void ALabelColumnMustBeThereAndBeAKey()
    {
        IDataView data = TinyFineTuning.Images(_ml);
        CmaeImageClassificationTrainer.Options options = TinyFineTuning.Options();
        options.LabelColumnName = "Kind";
        Fails(
            data, options,
            "The label column 'Kind' is not in the data, which has the columns 'Image', 'Class', 'Label'. (Parameter 'name')");
        options.LabelColumnName = "Class";
        Fails(data, options,
            "The label column 'Class' has the type String, but a key is needed. " +
            "Convert it with mlContext.Transforms.Conversion.MapValueToKey(\"Class\") first. (Parameter 'name')");
    }

    [TestMethod]
    public void EveryRowNeedsALabel()
    {
        TinyFineTuning.Row[] rows = Rows(12);
        (rows[4].Class, rows[9].Class) = ("", "unknown");
        Fails(TinyFineTuning.Keyed(_ml, rows), TinyFineTuning.Options(),
            "2 of 12 rows have no label in the column 'Label', the first is row 4 (counted from 0): " +
            "a value that was empty, NaN, or not among MapValueToKey's values. Give these rows a label, or filter them out.");
    }

    [TestMethod]
    public void LabelsThatWereNaNAreMissing()
    {
        IDataView data = _ml.Data.LoadFromEnumerable(
            Enumerable.Range(0, 6).Select(i => new { ImagePath = "", Label = i == 2 ? float.NaN : i % 2 }));
        IDataView keyed = _ml.Transforms.Conversion.MapValueToKey("Label").Fit(data).Transform(data);
        CmaeImageClassificationTrainer.Options options = TinyFineTuning.Options();
        options.ImageColumnName = "ImagePath";
        Fails(keyed, options,
            "1 of 6 rows have no label in the column 'Label', the first is row 2 (counted from 0): " +
            "a value that was empty, NaN, or not among MapValueToKey's values. Give these rows a label, or filter them out.");
    }

    [TestMethod]
    public void OneClassIsNotEnough()
    {
        TinyFineTuning.Row[] rows = Rows(6);
        Array.ForEach(rows, row => row.Class = "light");
        Fails(
            TinyFineTuning.Keyed(_ml, rows), TinyFineTuning.Options(),
            "All images have the same label, 'light', in the column 'Label': a classifier needs at least 2 classes. (Parameter 'labels')");
    }

    [TestMethod]
    public void ValidationMayHaveNoClassThatTrainingLacks()
    {
        CmaeImageClassificationTrainer.Options options = TinyFineTuning.Options();
        options.ValidationSet = TinyFineTuning.Images(_ml, 9);
        Fails(TinyFineTuning.Keyed(_ml, Rows(20).Where(row => row.Class != "striped")), options,
            "ValidationSet has classes without an image to train on: 'striped'. " +
            "Add training images of them, or take them out of the validation set. (Parameter 'options')");
    }

    [TestMethod]
    public void ValidationMustHaveTheKeysOfTraining()
    {
        CmaeImageClassificationTrainer.Options options = TinyFineTuning.Options();
        IDataView other = _ml.Data.LoadFromEnumerable(Rows(9));
        options.ValidationSet = _ml.Transforms.Conversion.MapValueToKey("Label", "Class").Fit(other).Transform(_ml.Data.SkipRows(other, 2));
        Assert.IsNotNull(
            Run(TinyFineTuning.Images(_ml), options).History[0].ValidationAccuracy, "The same values in the same order are the same keys.");
        options.ValidationSet = _ml.Transforms.Conversion.MapValueToKey("Label", "Class").Fit(_ml.Data.SkipRows(other, 2)).Transform(other);
        Fails(TinyFineTuning.Images(_ml), options,
            "The label column 'Label' of ValidationSet has 3 classes that are not the 3 of the training data: its keys mean other " +
            "values. Transform it with the pipeline that was fitted to the training data. (Parameter 'options')");
    }

    [TestMethod]
    public void AnEmptyValidationIsRefused()
    {
        CmaeImageClassificationTrainer.Options options = TinyFineTuning.Options();
        options.ValidationSet = TinyFineTuning.Images(_ml, 0);
        Fails(TinyFineTuning.Images(_ml), options,
            "ValidationSet has no rows. Give it images, or set it to null for a ValidationFraction of the training images. " +
            "(Parameter 'options')");
        options.ValidationSet = null;
        Fails(TinyFineTuning.Images(_ml, 3), options,
            "ValidationFraction = 0.1 of 3 rows leaves none to validate on, because every class has one row only. " +
            "Set ValidationSet, or ValidationFraction = 0 for no validation. (Parameter 'fraction')");
    }

    [TestMethod]
    public void ImagesMustBeThere()
    {
        CmaeImageClassificationTrainer.Options options = TinyFineTuning.Options();
        StringAssert.Contains(
            Assert.ThrowsExactly<InvalidDataException>(() => Run(TinyFineTuning.Images(_ml, 0), options)).Message,
            "The image column 'Image' has no rows: there is no image to train on.");
        options.ImageColumnName = "Photo";
        Fails(
            TinyFineTuning.Images(_ml), options,
            "The image column 'Photo' is not in the data, which has the columns 'Image', 'Class', 'Label'. (Parameter 'name')");
        options.ImageColumnName = "Label";
        StringAssert.Contains(
            Assert.ThrowsExactly<ArgumentException>(() => Run(TinyFineTuning.Images(_ml), options)).Message, "Accepted are MLImage");
    }

    [TestMethod]
    public void UnreadableImagesAreAnErrorOrLeftOut()
    {
        TinyFineTuning.Row[] rows = Rows(21);
        rows[7].Image = null;
        CmaeImageClassificationTrainer.Options options = TinyFineTuning.Options();
        StringAssert.Contains(
            Assert.ThrowsExactly<InvalidDataException>(() => Run(TinyFineTuning.Keyed(_ml, rows), options)).Message, "row 7");
        var lines = new List<string>();
        _ml.Log += (_, e) => lines.Add(e.Message);
        options.OnBadImage = CmaeBadImageHandling.Skip;
        Run(TinyFineTuning.Keyed(_ml, rows), options);
        Assert.IsTrue(
            lines.Exists(
                line => line.Contains(
                    "Fine-tuning on 18 images of 3 classes (1 unreadable ones skipped), 2 to validate on", StringComparison.Ordinal)));
    }

    [TestMethod]
    public void LabelsStayWithTheirImagesWhereRowsComeInAnotherOrderEachTime()
    {
        TinyFineTuning.Row[] rows = Rows(60);
        int readings = 0;
        CmaeImageClassificationTrainer.Options options = TinyFineTuning.Options();
        options.ValidationSet = TinyFineTuning.Keyed(_ml, AnotherOrder());
        using TrainingImages images = Open(TinyFineTuning.Keyed(_ml, AnotherOrder()), options);
        Assert.IsGreaterThan(2, readings);
        foreach (LabeledImages set in new[] { images.Train, images.Validation! })
        {
            for (int i = 0; i < set.Count; i++)
                Assert.AreEqual(set.Labels[i], KindOf(set.Get(i)));
        }

        IEnumerable<TinyFineTuning.Row> AnotherOrder()
        {
            var random = new Random(readings++);
            foreach (TinyFineTuning.Row row in rows.OrderBy(_ => random.Next()).ToArray())
                yield return row;
        }

        // the columns of a picture tell a striped one, the level a light one
        static int KindOf(PixelImage image) => Math.Abs(image.Pixels[0] - image.Pixels[12]) > 100 ? 2 : image.Pixels[0] > 128 ? 1 : 0;
    }

    [TestMethod]
    public void FilesAreTakenAsScoringTakesThem()
    {
        using var folder = new TemporaryFolder();
        byte[] jpeg = EncodedImages.WithOrientation(
            EncodedImages.Encode(32, 16, (_, _) => SKColors.Red, SKEncodedImageFormat.Jpeg), orientation: 6);
        File.WriteAllBytes(folder["a.jpg"], jpeg);
        IDataView data = _ml.Data.LoadFromEnumerable(
            Enumerable.Range(0, 4).Select(i => new { ImagePath = folder["a.jpg"], Class = TinyFineTuning.Classes[i % 2] }));
        CmaeImageClassificationTrainer.Options options = TinyFineTuning.Options();
        (options.ImageColumnName, options.ValidationFraction) = ("ImagePath", 0);
        using TrainingImages images = Open(_ml.Transforms.Conversion.MapValueToKey("Label", "Class").Fit(data).Transform(data), options);
        PixelImage image = images.Train.Get(0);
        Assert.AreEqual((32, 16), (image.Width, image.Height));
    }

    [TestMethod]
    public void LoadingCanBeCanceled()
    {
        int asked = 0;
        Assert.ThrowsExactly<OperationCanceledException>(
            () => Open(TinyFineTuning.Images(_ml), TinyFineTuning.Options(), () => Interlocked.Increment(ref asked) > 3));
    }

    private static TrainingImages Open(IDataView data, CmaeImageClassificationTrainer.Options options, Func<bool>? isCanceled = null) =>
        TrainingImages.Open(data, LabelColumn.Of(data.Schema, "Label"), options, seed: 1, _ => { }, new(isCanceled: isCanceled));

    private static TinyFineTuning.Row[] Rows(int count)
    {
        var random = new Random(8);
        return
        [
            .. Enumerable.Range(0, count)
                .Select(i => new TinyFineTuning.Row { Image = TinyFineTuning.Draw(random, i % 3), Class = TinyFineTuning.Classes[i % 3] }),
        ];
    }

    private TinyFineTuning.Outcome Run(IDataView data, CmaeImageClassificationTrainer.Options options) =>
        TinyFineTuning.Run(options, _ml, data);

    private void Fails(IDataView data, CmaeImageClassificationTrainer.Options options, string message) =>
        Assert.AreEqual(message, Assert.ThrowsExactly<ArgumentException>(() => Run(data, options)).Message);
}
