using Cmae.MLNet.Encoders;
using Cmae.MLNet.Modeling;
using Cmae.MLNet.Scoring;
using Cmae.MLNet.Tensors;
using Cmae.MLNet.Tests.Encoders;
using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;
using TorchSharp;
using static TorchSharp.torch;

namespace Cmae.MLNet.Tests.Onnx;

[TestClass]
public sealed class EncoderGraphTests
{
    public static IEnumerable<object[]> Pretrained =>
        Tests.GoldenFolder.Configurations("_forward.safetensors").Select(name => new object[] { name });

    public static IEnumerable<object[]> FineTuned =>
        Tests.GoldenFolder.Configurations("_finetune.safetensors").Select(name => new object[] { name });

    [TestMethod]
    [DynamicData(nameof(Pretrained))]
    public void TheMomentumEncodersTokensAreTheReferences(string name)
    {
        var forward = new GoldenFixture(name + "_forward.safetensors");
        CmaeEncoder encoder = Encoder(new GoldenFixture(name + "_weights.safetensors"), "target_backbone.", CmaeOutputNorm.None);
        using Tensor tokens = forward.Tensor("tgt.out"); // [N, T, D]
        float[] images = forward.Floats("in.img_t");
        AssertClose(forward, "tgt.out", encoder, CmaeFeatureKind.PatchTokens, images, tokens.narrow(1, 1, tokens.shape[1] - 1));
        AssertClose(forward, "tgt.out", encoder, CmaeFeatureKind.ClassToken, images, tokens.narrow(1, 0, 1));
        AssertClose(forward, "projector.in", encoder, CmaeFeatureKind.MeanPatch, images, VisionTransformer.MeanOfPatches(tokens));
    }

    [TestMethod]
    [DynamicData(nameof(FineTuned))]
    public void AFineTunedEncodersFeaturesAreTheReferences(string name)
    {
        var fixture = new GoldenFixture(name + "_finetune.safetensors");
        CmaeEncoder encoder = Encoder(new GoldenFixture(name + "_finetune_weights.safetensors"), "backbone.", CmaeOutputNorm.AfterPooling);
        using Tensor features = fixture.Tensor("features");
        AssertClose(fixture, "features", encoder, CmaeFeatureKind.MeanPatch, fixture.Floats("in.img"), features);
    }

    [TestMethod]
    [DynamicData(nameof(FineTuned))]
    public void TheNormedClassTokenIsTheReferences(string name)
    {
        var fixture = new GoldenFixture(name + "_finetune.safetensors");
        CmaeEncoder tuned = Encoder(new GoldenFixture(name + "_finetune_weights.safetensors"), "backbone.", CmaeOutputNorm.AfterPooling);
        Dictionary<string, CmaeWeightTensor> weights =
            tuned.Weights.Where(weight => !weight.Key.StartsWith("fc_norm.", StringComparison.Ordinal)).ToDictionary();
        foreach (string norm in (string[])["ln1.weight", "ln1.bias"])
            weights.Add(norm, new CmaeWeightTensor(fixture.Shape("final_norm." + norm), fixture.Floats("final_norm." + norm)));
        var encoder = new CmaeEncoder(tuned.Configuration with { OutputNorm = CmaeOutputNorm.BeforePooling }, weights);
        using Tensor features = fixture.Tensor("final_norm.features");
        AssertClose(fixture, "final_norm.features", encoder, CmaeFeatureKind.ClassToken, fixture.Floats("in.img"), features);
    }

    [TestMethod]
    [DataRow(CmaeOutputNorm.BeforePooling)]
    [DataRow(CmaeOutputNorm.None)]
    public void CropChannelOrderAndNormalizationStandBeforeTheModel(CmaeOutputNorm norm)
    {
        CmaeEncoder encoder = RandomEncoder.Create(norm); // 18 to 16 pixels, B,G,R
        var random = new Random(5);
        float[] planes = [.. Enumerable.Range(0, 2 * 3 * 18 * 18).Select(_ => (float)random.Next(256))];
        using VisionTransformer model = new(encoder.Configuration);
        ModuleWeights.Load(model, encoder.Weights);
        using IDisposable noGradient = no_grad();
        CmaeChannelTriple mean = encoder.Preprocessing.Mean, deviation = encoder.Preprocessing.StandardDeviation;
        using Tensor cropped = tensor(planes, [2, 3, 18, 18])[.., .., 1..17, 1..17].flip(1);
        using Tensor normalized = (cropped - tensor([mean.First, mean.Second, mean.Third]).view(3, 1, 1))
            / tensor([deviation.First, deviation.Second, deviation.Third]).view(3, 1, 1);
        using Tensor expected = VisionTransformer.MeanOfPatches(model.forward_features(normalized));
        CollectionAssert.AreEqual(Round(expected.data<float>().ToArray()), Round(Run(encoder, CmaeFeatureKind.MeanPatch, planes, 2)));

        static string[] Round(float[] values) => [.. values.Select(v => MathF.Round(v, 4).ToString("F4"))];
    }

    [TestMethod]
    [DataRow(32, 4)] // 8×8 tokens in 4×4 cells
    [DataRow(24, 3)] // 6×6 in 3×3
    [DataRow(20, 1)] // 5×5 in one
    public void GridFeaturesAreTheMeansOfCells(int imageSize, int cells)
    {
        CmaeEncoder encoder = CmaeEncoder.CreateUntrained(new(new CmaeArchitecture(16, 1, 2), imageSize, 4), seed: 1);
        int grid = imageSize / 4;
        float[] planes = [.. Enumerable.Range(0, 2 * 3 * imageSize * imageSize).Select(i => (float)(i * 7 % 256))];
        using Tensor tokens = tensor(Run(encoder, CmaeFeatureKind.PatchTokens, planes, 2), [2, grid, grid, 16]);
        using Tensor pooled = nn.functional.adaptive_avg_pool2d(tokens.permute(0, 3, 1, 2), cells).permute(0, 2, 3, 1).reshape(2, -1);
        using Tensor actual = tensor(Run(encoder, CmaeFeatureKind.MeanPatchGrid, planes, 2), [2, cells * cells * 16]);
        Assert.IsTrue(allclose(pooled, actual, atol: 1e-5));
    }

    [TestMethod]
    public void AttentionIsTheLastBlocksMeanOverHeadsAndPatches()
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        CmaeEncoder encoder = CmaeEncoder.CreateUntrained(new(new CmaeArchitecture(16, 2, 4), 16, 4), seed: 1);
        float[] planes = [.. Enumerable.Range(0, 2 * 3 * 16 * 16).Select(i => (float)(i * i % 251))];
        using VisionTransformer model = new(encoder.Configuration);
        ModuleWeights.Load(model, encoder.Weights);
        CmaeChannelTriple mean = encoder.Preprocessing.Mean, deviation = encoder.Preprocessing.StandardDeviation;
        Tensor image = (tensor(planes, [2, 3, 16, 16]) - tensor([mean.First, mean.Second, mean.Third]).view(3, 1, 1))
            / tensor([deviation.First, deviation.Second, deviation.Third]).view(3, 1, 1);

        Tensor patches = model.patch_embed.forward(image);
        Tensor tokens = cat([model.cls_token.expand(2, -1, -1), patches], 1).Plus(model.pos_embed);
        TransformerBlock last = model.layers[1];
        Tensor qkv = last.attn.qkv.forward(last.ln1.forward(model.layers[0].forward(tokens)));
        Tensor[] queryKey = qkv.view(2, 17, 3, 4, 4).permute(2, 0, 3, 1, 4).unbind(0);
        Tensor attention = queryKey[0].matmul(queryKey[1].transpose(-2, -1)).Over(2).softmax(-1);  // (N, h, T, T)
        Tensor expected = attention[.., .., 1.., 1..].mean([1, 2]);                              // (N, L)
        Tensor actual = tensor(Run(encoder, CmaeFeatureKind.Attention, planes, 2), [2, 16]);
        Assert.IsTrue(allclose(expected, actual, atol: 1e-6));
        Assert.IsGreaterThan(1e-5f, actual.std().item<float>());
    }

    [TestMethod]
    [DataRow(CmaeFeatureKind.MeanPatch)]
    [DataRow(CmaeFeatureKind.ClassToken)]
    [DataRow(CmaeFeatureKind.PatchTokens)]
    [DataRow(CmaeFeatureKind.MeanPatchGrid)]
    [DataRow(CmaeFeatureKind.Attention)]
    public void TheGraphOfOneImageGivesAVectorWithTheSameValues(CmaeFeatureKind kind)
    {
        CmaeEncoder encoder = RandomEncoder.Create();
        float[] planes = [.. Enumerable.Range(0, 3 * 18 * 18).Select(i => (float)(i * 7 % 256))];
        byte[] graph = Cmae.MLNet.Onnx.EncoderGraph.SingleImage(encoder, kind, "in", "out").ToByteArray();
        using var session = new InferenceSession(graph);
        using OrtValue input = OrtValue.CreateTensorValueFromMemory(planes, [1, 3, 18, 18]);
        using RunOptions options = new();
        using var outputs = session.Run(options, ["in"], [input], ["out"]);
        CollectionAssert.AreEqual(new long[] { encoder.Configuration.FeatureLength(kind) }, outputs[0].GetTensorTypeAndShape().Shape);
        float[] batched = Run(encoder, kind, planes, 1);
        float[] single = outputs[0].GetTensorDataAsSpan<float>().ToArray();
        Assert.IsTrue(single.Zip(batched).All(pair => Math.Abs(pair.First - pair.Second) < 1e-5));
    }

    internal static CmaeEncoder Encoder(GoldenFixture weights, string prefix, CmaeOutputNorm norm)
    {
        var architecture = new CmaeArchitecture(
            weights.Integer("dim"), weights.Integer("depth"), weights.Integer("heads"), weights.Integer("ffn"));
        var configuration = new CmaeEncoderConfiguration(architecture, weights.Integer("img"), weights.Integer("patch"))
        {
            OutputNorm = norm,
            // The images are already normalized.
            Preprocessing = new(weights.Integer("img"), CmaeChannelOrder.Rgb) { Mean = default, StandardDeviation = new(1, 1, 1) },
        };
        return new(configuration, EncoderLayout.Weights(configuration).ToDictionary(
            weight => weight.Name, weight => new CmaeWeightTensor(weight.Shape, weights.Floats(prefix + weight.Name))));
    }

    private static void AssertClose(
        GoldenFixture fixture, string name, CmaeEncoder encoder, CmaeFeatureKind kind, float[] images, Tensor expected)
    {
        using Tensor actual = tensor(Run(encoder, kind, images, (int)expected.shape[0]), expected.shape);
        GoldenTolerance.AssertClose(fixture, name, actual, expected);
    }

    private static float[] Run(CmaeEncoder encoder, CmaeFeatureKind kind, float[] planes, int count)
    {
        var session = new ScoringSession(encoder, kind);
        var features = new float[count * session.ScoreLength];
        session.Run(planes, features, count);
        return features;
    }
}
