using Cmae.MLNet.Pretraining;
using Cmae.MLNet.Tests.Pretraining;

namespace Cmae.MLNet.Tests.Modeling;

[TestClass]
public sealed class CmaeEncoderTests
{
    [TestMethod]
    public void AnUntrainedEncoderIsAFunctionOfConfigurationAndSeed()
    {
        CmaeEncoderConfiguration configuration = PretrainingPlan.CreateModel(TinyPretraining.Options()).Encoder;
        CmaeEncoder encoder = CmaeEncoder.CreateUntrained(configuration, seed: 3);
        Assert.AreEqual(configuration, encoder.Configuration);
        EncoderAssert.AreIdentical(encoder, CmaeEncoder.CreateUntrained(configuration, seed: 3));
        EncoderAssert.Differ(encoder, CmaeEncoder.CreateUntrained(configuration));
    }

    [TestMethod]
    public void ItStartsAsPretrainingDoes()
    {
        CmaePretrainingOptions options = TinyPretraining.Options();
        using var trainer = new CmaeLearner(new PretrainingPlan(options, TinyPretraining.ImageCount), 3, TorchSharp.torch.CPU);
        CmaeEncoderConfiguration configuration = trainer.Model.Configuration.Encoder;
        var start = new CmaeEncoder(configuration, Cmae.MLNet.Modeling.ModuleWeights.Copy(trainer.Model.backbone));
        CmaeEncoder untrained = CmaeEncoder.CreateUntrained(configuration, seed: 3);
        Assert.IsTrue(
            start.Weights["patch_embed.projection.weight"].Values.Span.SequenceEqual(
                untrained.Weights["patch_embed.projection.weight"].Values.Span));
    }

    [TestMethod]
    public void SizesThatDoNotFitAreRefused() => StringAssert.Contains(
        Assert.ThrowsExactly<ArgumentException>(
            () => CmaeEncoder.CreateUntrained(new(new CmaeArchitecture(16, 1, 2), ImageSize: 30, PatchSize: 4))).Message,
        "the patch size 4 does not divide the image size 30");
}
