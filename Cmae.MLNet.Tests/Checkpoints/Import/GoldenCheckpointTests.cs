using Cmae.MLNet.Checkpoints;
using Cmae.MLNet.Encoders;
using Cmae.MLNet.Modeling;
using Cmae.MLNet.Scoring;
using TorchSharp;
using static TorchSharp.torch;

namespace Cmae.MLNet.Tests.Checkpoints;

/// <summary>Checkpoints that the official code wrote, and the features that it computes from them.</summary>
[TestClass]
public sealed class GoldenCheckpointTests
{
    /// <summary>Sets of checkpoints with expected features; the awkward tensors belong to no model.</summary>
    public static IEnumerable<string> Sets =>
        GoldenFolder.Configurations("_expected.safetensors").Where(name => new GoldenFixture(name + "_expected.safetensors").Has("in.img"));

    [TestMethod]
    [DynamicData(nameof(Sets))]
    public void APretrainingCheckpointGivesTheReferencesFeatures(string set)
    {
        var golden = new GoldenFixture(set + "_expected.safetensors");
        CmaeEncoder encoder =
            CmaeEncoder.Load(GoldenFolder.Files(set + "_pretrain*.pth")[0], new CmaeImportOptions(), out CmaeImportReport report);
        Assert.AreEqual(golden.Integer("heads"), encoder.Architecture.Heads, "The training configuration in the file tells the heads.");
        Assert.AreEqual(CmaeChannelOrder.Bgr, encoder.Preprocessing.ChannelOrder);
        Assert.AreEqual("official CMAE", report.Layout);
        Assert.AreEqual("backbone.cls_token", report.Mapped["cls_token"]);
        CollectionAssert.Contains(report.Ignored.ToArray(), "target_backbone.cls_token");
        Assert.IsEmpty(report.Missing);
        AssertTokens(golden, "backbone.all_tokens_after_ln1", encoder);
    }

    [TestMethod]
    [DynamicData(nameof(Sets))]
    public void AnExtractedBackboneGivesTheSameFeatures(string set)
    {
        var golden = new GoldenFixture(set + "_expected.safetensors");
        CmaeEncoder encoder = CmaeEncoder.Load(
            GoldenFolder.Files(set + "_*extracted*.pth")[0], new CmaeImportOptions { Heads = golden.Integer("heads") },
            out CmaeImportReport report);
        Assert.IsEmpty(report.Ignored);
        AssertTokens(golden, "backbone.all_tokens_after_ln1", encoder);
    }

    [TestMethod]
    [DynamicData(nameof(Sets))]
    public void AFineTunedCheckpointGivesTheReferencesFeatures(string set)
    {
        using DisposeScope scope = NewDisposeScope();
        var golden = new GoldenFixture(set + "_expected.safetensors");
        CmaeEncoder encoder =
            CmaeEncoder.Load(GoldenFolder.Files(set + "_finetune*.pth")[0], new CmaeImportOptions(), out CmaeImportReport report);
        Assert.AreEqual(CmaeOutputNorm.AfterPooling, encoder.Configuration.OutputNorm);
        CollectionAssert.AreEquivalent(new[] { "head.head.weight", "head.head.bias" }, report.Ignored.ToArray());
        using VisionTransformer module = Module(encoder);
        Tensor mean = VisionTransformer.MeanOfPatches(module.forward_features(golden.Tensor("in.img")));
        GoldenTolerance.AssertClose(golden, "finetune.features", module.fc_norm!.forward(mean));
    }

    [TestMethod]
    [DynamicData(nameof(Sets))]
    public void TheMomentumBranchIsAnEncoderWithoutFinalNorm(string set)
    {
        var golden = new GoldenFixture(set + "_expected.safetensors");
        using TorchFile file = TorchFile.Open(GoldenFolder.Files(set + "_pretrain*.pth")[0]);
        CmaeEncoderConfiguration online = EncoderImport.Read(file, new CmaeImportOptions()).Encoder.Configuration;
        CmaeEncoderConfiguration configuration = online with { OutputNorm = CmaeOutputNorm.None };
        var encoder = new CmaeEncoder(configuration, EncoderLayout.Weights(configuration).ToDictionary(
            weight => weight.Name, weight => new CmaeWeightTensor(weight.Shape, file.ReadSingles("target_backbone." + weight.Name))));
        AssertTokens(golden, "target_backbone.all_tokens_no_norm", encoder);
    }

    [TestMethod]
    [DynamicData(nameof(Sets))]
    public void TheExportedGraphGivesTheReferencesFeatures(string set)
    {
        var golden = new GoldenFixture(set + "_expected.safetensors");
        AssertSession(
            golden, "finetune.features", CmaeEncoder.Load(GoldenFolder.Files(set + "_finetune*.pth")[0]), CmaeFeatureKind.MeanPatch);
        AssertSession(
            golden, "backbone.cls_after_ln1", CmaeEncoder.Load(GoldenFolder.Files(set + "_pretrain*.pth")[0]), CmaeFeatureKind.ClassToken);
    }

    private static void AssertSession(GoldenFixture golden, string name, CmaeEncoder encoder, CmaeFeatureKind kind)
    {
        // the reference's images are normalized already
        var asTheyAre =
            new CmaeImagePreprocessing(encoder.ImageSize, CmaeChannelOrder.Rgb) { Mean = new(0, 0, 0), StandardDeviation = new(1, 1, 1) };
        var session = new ScoringSession(new CmaeEncoder(encoder.Configuration with { Preprocessing = asTheyAre }, encoder.Weights), kind);
        float[] expected = golden.Floats(name);
        var actual = new float[expected.Length];
        session.Run(golden.Floats("in.img"), actual, (int)golden.Shape("in.img")[0]);
        for (int i = 0; i < expected.Length; i++)
            Assert.AreEqual(expected[i], actual[i], 1e-5, $"{name}, value {i}");
    }

    private static void AssertTokens(GoldenFixture golden, string name, CmaeEncoder encoder)
    {
        using DisposeScope scope = NewDisposeScope();
        using VisionTransformer module = Module(encoder);
        GoldenTolerance.AssertClose(golden, name, module.forward_features(golden.Tensor("in.img")));
    }

    private static VisionTransformer Module(CmaeEncoder encoder)
    {
        var module = new VisionTransformer(encoder.Configuration);
        ModuleWeights.Load(module, encoder.Weights);
        module.eval();
        return module;
    }
}
