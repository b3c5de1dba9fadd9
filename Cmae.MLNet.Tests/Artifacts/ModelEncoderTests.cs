using Cmae.MLNet.Artifacts;
using Cmae.MLNet.Tests.Encoders;
using Cmae.MLNet.Tests.Scoring;
using Microsoft.ML;

namespace Cmae.MLNet.Tests.Artifacts;

[TestClass]
public sealed class ModelEncoderTests
{
    private readonly MLContext _ml = new(seed: 1);

    [TestMethod]
    public void TheEncoderIsFoundInAFittedModelAtAnyDepth()
    {
        using var images = new SampleImages(1);
        CmaeEncoder encoder = RandomEncoder.Create();
        var inner = _ml.Transforms.CopyColumns("Copy", "Name").Append(_ml.Transforms.CmaeFeaturize("Features", "Image", encoder));
        ITransformer model = _ml.Transforms.CopyColumns("Copy2", "Name").Append(inner).Fit(images.View(_ml));
        Assert.AreSame(encoder, CmaeEncoder.FromModel(model));
    }

    [TestMethod]
    [DataRow(CmaeOutputNorm.BeforePooling)]
    [DataRow(CmaeOutputNorm.AfterPooling)]
    [DataRow(CmaeOutputNorm.None)]
    public void TheEncoderOfALoadedModelIsBitExact(CmaeOutputNorm norm)
    {
        using var images = new SampleImages(1);
        CmaeEncoder encoder = RandomEncoder.Create(norm);
        ITransformer model = _ml.Transforms.CopyColumns("Copy", "Name")
            .Append(_ml.Transforms.CmaeFeaturize("Features", "Image", encoder)).Fit(images.View(_ml));
        RandomEncoder.AssertSame(encoder, CmaeEncoder.FromModel(SavedChainTests.Reload(model, images.View(_ml).Schema)));
    }

    [TestMethod]
    public void AModelWithoutAnEncoderIsRefusedWithItsContents()
    {
        using var images = new SampleImages(1);
        ITransformer model = _ml.Transforms.CopyColumns("Copy", "Name").Fit(images.View(_ml));
        StringAssert.StartsWith(
            Assert.ThrowsExactly<InvalidOperationException>(() => CmaeEncoder.FromModel(model)).Message,
            "There is no CMAE encoder in the model (ColumnCopyingTransformer).");
    }

    [TestMethod]
    public void ADisposedModelSaysSo()
    {
        using var images = new SampleImages(1);
        ITransformer model = _ml.Transforms.CmaeFeaturize("Features", "Image", RandomEncoder.Create()).Fit(images.View(_ml));
        ITransformer loaded = SavedChainTests.Reload(model, images.View(_ml).Schema);
        (loaded as IDisposable)!.Dispose();
        var exception = Assert.ThrowsExactly<InvalidOperationException>(() => CmaeEncoder.FromModel(loaded));
        StringAssert.StartsWith(exception.Message, "The model was disposed");
    }

    [TestMethod]
    public void AnEncoderSavedAsAModelScoresAndComesBackBitExact()
    {
        using var folder = new TemporaryFolder();
        using var images = new SampleImages(3);
        CmaeEncoder encoder = RandomEncoder.Create();
        SavedModel.Save(encoder, folder["a.zip"]);
        RandomEncoder.AssertSame(encoder, SavedModel.LoadEncoder(folder["a.zip"]));
        ITransformer live = _ml.Transforms.CmaeFeaturize("Features", "Image", encoder).Fit(images.View(_ml));
        float[][] features = SavedChainTests.Features(live.Transform(images.View(_ml)));
        SavedChainTests.AssertClose(features, SavedChainTests.Features(_ml.Model.Load(folder["a.zip"], out _).Transform(images.View(_ml))));
    }

    [TestMethod]
    public void AModelFileWithoutAnEncoderIsRefusedByName()
    {
        using var folder = new TemporaryFolder();
        using var images = new SampleImages(1);
        _ml.Model.Save(_ml.Transforms.CopyColumns("Copy", "Name").Fit(images.View(_ml)), images.View(_ml).Schema, folder["b.zip"]);
        AssertRefused(folder["b.zip"], "holds no CMAE encoder");
        File.WriteAllText(folder["c.zip"], "no zip");
        AssertRefused(folder["c.zip"], "is not an ML.NET model (.zip), or is damaged");
    }

    private static void AssertRefused(string path, string message)
    {
        var exception = Assert.ThrowsExactly<InvalidDataException>(() => SavedModel.LoadEncoder(path));
        StringAssert.Contains(exception.Message, path);
        StringAssert.Contains(exception.Message, message);
    }
}
