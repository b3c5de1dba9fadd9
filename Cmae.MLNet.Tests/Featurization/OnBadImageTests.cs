using Cmae.MLNet.Samples.Tool.Drawing;
using Cmae.MLNet.Tests.Encoders;
using Cmae.MLNet.Tests.Imaging;
using Cmae.MLNet.Tests.Pretraining;
using Cmae.MLNet.Tests.Scoring;
using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace Cmae.MLNet.Tests.Featurization;

/// <summary>One policy for bad images: scoring does as pre-training does, unless it is told otherwise.</summary>
[TestClass]
public sealed class OnBadImageTests
{
    private readonly MLContext _ml = new(seed: 1);

    [TestMethod]
    public void ScoringFollowsPretraining()
    {
        using var folder = new TemporaryFolder();
        IDataView images = Images(folder);
        float[][] features = SavedChainTests.Features(Fit(images, null).Transform(images));
        Assert.AreEqual(1, features.Count(row => row.All(float.IsNaN)));
        Assert.AreEqual(12, features.Count(row => row.All(float.IsFinite)));
    }

    [TestMethod]
    public void ScoringDoesWhatItIsToldInstead()
    {
        using var folder = new TemporaryFolder();
        IDataView images = Images(folder);
        CmaeFeaturizingTransformer model = Fit(images, CmaeBadImageHandling.Throw);
        StringAssert.Contains(
            Assert.ThrowsExactly<InvalidDataException>(() => SavedChainTests.Features(model.Transform(images))).Message, "broken.png");
    }

    [TestMethod]
    public void WithAnEncoderAnErrorIsTheDefault()
    {
        using var folder = new TemporaryFolder();
        IDataView images = Images(folder);
        CmaeFeaturizingTransformer model = _ml.Transforms.CmaeFeaturize(new CmaeFeaturizingEstimator.Options
        {
            InputColumnName = "ImagePath",
            Encoder = RandomEncoder.Create(),
            Pretraining = null!,
        }).Fit(images);
        Assert.ThrowsExactly<InvalidDataException>(() => SavedChainTests.Features(model.Transform(images)));
    }

    [TestMethod]
    public void AnImageThatIsTooLargeIsABadOneInTrainingAndScoring()
    {
        using var folder = new TemporaryFolder();
        DrawnImageFolder.Write(folder.Path, 12, 16, seed: 1);
        File.WriteAllBytes(folder["large.png"], EncodedImages.Encode(17, 16, (x, y) => new((byte)x, (byte)y, 3)));
        IDataView images = _ml.Data.LoadImageFolder(folder.Path);
        CmaePretrainingOptions pretraining = TinyPretraining.Options();
        (pretraining.Epochs, pretraining.OnBadImage, pretraining.MaxImagePixels) = (1, CmaeBadImageHandling.Skip, 16 * 16);
        var options = new CmaeFeaturizingEstimator.Options { InputColumnName = "ImagePath", Pretraining = pretraining };
        CmaeFeaturizingTransformer model = _ml.Transforms.CmaeFeaturize(options).Fit(images);
        Assert.AreEqual(1, SavedChainTests.Features(model.Transform(images)).Count(row => row.All(float.IsNaN)));

        options.MaxImagePixels = 17 * 16;
        (options.Encoder, options.OnBadImage) = (model.Encoder, CmaeBadImageHandling.Throw);
        Assert.HasCount(13, SavedChainTests.Features(_ml.Transforms.CmaeFeaturize(options).Fit(images).Transform(images)));
        options.MaxImageFileBytes = new FileInfo(folder["large.png"]).Length - 1;
        options.OnBadImage = CmaeBadImageHandling.Throw;
        StringAssert.Contains(
            Assert.ThrowsExactly<InvalidDataException>(
                () => SavedChainTests.Features(_ml.Transforms.CmaeFeaturize(options).Fit(images).Transform(images))).Message,
            "(MaxImageFileBytes)");
    }

    [TestMethod]
    public void LimitsOutOfRangeAreNamed()
    {
        var options = new CmaeFeaturizingEstimator.Options
        {
            Encoder = RandomEncoder.Create(), MaxImagePixels = 0, MaxImageFileBytes = 3_000_000_000,
        };
        string message = Assert.ThrowsExactly<ArgumentException>(() => _ml.Transforms.CmaeFeaturize(options)).Message;
        StringAssert.Contains(message, "MaxImagePixels = 0; it must be 1 to 500000000");
        StringAssert.Contains(message, "MaxImageFileBytes = 3000000000; it must be 1 to 2000000000");
        IDataView rows = _ml.Data.LoadFromEnumerable([new Row()]);
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _ml.Data.FindUnreadableImages(rows, "Bytes", maxImagePixels: 0));
    }

    [TestMethod]
    public void AStockTrainersErrorHoldsTheReason()
    {
        using var folder = new TemporaryFolder();
        DrawnImageFolder.Write(folder.Path, 12, 16, seed: 1);
        File.WriteAllText(folder["broken.png"], "no image");
        IDataView images = _ml.Data.LoadImageFolder(folder.Path);
        var pipeline = _ml.Transforms.Conversion.MapValueToKey("Label")
            .Append(_ml.Transforms.CmaeFeaturize("Features", "ImagePath", RandomEncoder.Create()))
            .Append(_ml.MulticlassClassification.Trainers.SdcaMaximumEntropy());
        Exception error = Assert.Throws<Exception>(() => pipeline.Fit(images));
        StringAssert.StartsWith(error.GetBaseException().Message, $"The image file '{folder["broken.png"]}'");
        StringAssert.Contains(error.GetBaseException().Message, "is not an image");
    }

    [TestMethod]
    public void AColumnOfBytesSaysAtFitThatTheModelCannotBeSaved()
    {
        var warnings = new List<string>();
        _ml.Log += (_, message) =>
        {
            if (message.Kind == ChannelMessageKind.Warning)
                warnings.Add(message.RawMessage);
        };
        IDataView rows = _ml.Data.LoadFromEnumerable([new Row()]);
        _ml.Transforms.CmaeFeaturize("Features", "Bytes", RandomEncoder.Create()).Fit(rows);
        StringAssert.StartsWith(warnings.Single(), "The model that is fitted here cannot be saved as a .zip: its image column 'Bytes'");
    }

    private CmaeFeaturizingTransformer Fit(IDataView images, CmaeBadImageHandling? onBadImage)
    {
        CmaePretrainingOptions pretraining = TinyPretraining.Options();
        (pretraining.Epochs, pretraining.OnBadImage) = (1, CmaeBadImageHandling.Skip);
        return _ml.Transforms.CmaeFeaturize(new CmaeFeaturizingEstimator.Options
        {
            InputColumnName = "ImagePath",
            Pretraining = pretraining,
            OnBadImage = onBadImage,
        }).Fit(images);
    }

    private IDataView Images(TemporaryFolder folder)
    {
        DrawnImageFolder.Write(folder.Path, 12, 16, seed: 1);
        File.WriteAllText(folder["broken.png"], "no image");
        return _ml.Data.LoadImageFolder(folder.Path);
    }

    private sealed class Row
    {
        public byte[] Bytes { get; set; } = [];
    }
}
