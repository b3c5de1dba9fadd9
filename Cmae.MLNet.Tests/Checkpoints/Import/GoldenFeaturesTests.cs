using Cmae.MLNet.Modeling;
using Cmae.MLNet.Tests.Scoring;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using TorchSharp;
using static TorchSharp.torch;
using Tensor = TorchSharp.torch.Tensor;

namespace Cmae.MLNet.Tests.Checkpoints;

/// <summary>
/// Every checkpoint of the official code by both ways to its features: the exported graph on the reference's images against the reference's
/// features, and CmaeFeaturize on the nearest images of whole bytes against the model on the same bytes.
/// </summary>
[TestClass]
public sealed class GoldenFeaturesTests
{
    private const double Tolerance = 1e-5;

    public static IEnumerable<string> Sets => GoldenCheckpointTests.Sets;

    [TestMethod]
    [DynamicData(nameof(Sets))]
    public void TheExportedFileGivesTheReferencesFeatures(string set)
    {
        using var folder = new TemporaryFolder();
        var golden = new GoldenFixture(set + "_expected.safetensors");
        float[] tokens = golden.Floats("backbone.all_tokens_after_ln1");
        int width = golden.Integer("dim"), count = (int)golden.Shape("in.img")[0];
        foreach (CmaeEncoder encoder in (CmaeEncoder[])[Pretrained(set), Extracted(set, golden)])
        {
            Assert(encoder, CmaeFeatureKind.MeanPatch, MeanOfPatches(tokens, count, width));
            Assert(encoder, CmaeFeatureKind.ClassToken, golden.Floats("backbone.cls_after_ln1"));
            Assert(encoder, CmaeFeatureKind.PatchTokens, Patches(tokens, count, width));
        }
        Assert(PooledBeforeNorm(Extracted(set, golden)), CmaeFeatureKind.MeanPatch, golden.Floats("backbone.meanpool_fcnorm_identity"));
        Assert(FineTuned(set), CmaeFeatureKind.MeanPatch, golden.Floats("finetune.features"));

        void Assert(CmaeEncoder encoder, CmaeFeatureKind kind, float[] expected)
        {
            Uncropped(encoder).ExportOnnx(folder["encoder.onnx"], kind);
            using var session = new InferenceSession(folder["encoder.onnx"]);
            int[] shape = [count, 3, encoder.ImageSize, encoder.ImageSize];
            var image = new DenseTensor<float>(Pixels(golden.Floats("in.img"), encoder), shape);
            using var outputs = session.Run([NamedOnnxValue.CreateFromTensor("image", image)]);
            AssertClose(expected, [.. outputs[0].AsEnumerable<float>()], $"{set}, {kind}");
        }
    }

    [TestMethod]
    [DynamicData(nameof(Sets))]
    public void CmaeFeaturizeGivesTheFeaturesOfTheModel(string set)
    {
        using DisposeScope scope = NewDisposeScope();
        var golden = new GoldenFixture(set + "_expected.safetensors");
        foreach (CmaeEncoder loaded in (CmaeEncoder[])
            [Pretrained(set), Extracted(set, golden), PooledBeforeNorm(Extracted(set, golden)), FineTuned(set)])
        {
            CmaeEncoder encoder = Uncropped(loaded);
            byte[] pixels = [.. Pixels(golden.Floats("in.img"), encoder).Select(value => (byte)Math.Clamp(MathF.Round(value), 0, 255))];
            float[] features = Featurize(encoder, pixels);
            AssertClose([.. Forward(encoder, pixels).data<float>()], features, $"{set}, {encoder.Configuration.OutputNorm}");
        }
    }

    private static CmaeEncoder Pretrained(string set) => CmaeEncoder.Load(GoldenFolder.Files(set + "_pretrain*.pth")[0]);

    private static CmaeEncoder Extracted(string set, GoldenFixture golden) =>
        CmaeEncoder.Load(GoldenFolder.Files(set + "_*extracted*.pth")[0], new CmaeImportOptions { Heads = golden.Integer("heads") });

    private static CmaeEncoder FineTuned(string set) => CmaeEncoder.Load(GoldenFolder.Files(set + "_finetune*.pth")[0]);

    /// <summary>What fine-tuning starts from: no final norm, and a pooled norm that has learned nothing yet.</summary>
    private static CmaeEncoder PooledBeforeNorm(CmaeEncoder encoder)
    {
        int width = encoder.Architecture.Width;
        var weights = encoder.Weights.Where(weight => !weight.Key.StartsWith("ln1.", StringComparison.Ordinal))
            .ToDictionary(weight => weight.Key, weight => weight.Value);
        weights["fc_norm.weight"] = new([width], [.. Enumerable.Repeat(1f, width)]);
        weights["fc_norm.bias"] = new([width], new float[width]);
        return new(encoder.Configuration with { OutputNorm = CmaeOutputNorm.AfterPooling }, weights);
    }

    /// <summary>The reference's images have the encoder's size already.</summary>
    private static CmaeEncoder Uncropped(CmaeEncoder encoder) =>
        new(encoder.Configuration with { Preprocessing = encoder.Preprocessing with { ResizeSize = encoder.ImageSize } }, encoder.Weights);

    /// <summary>Red, green and blue planes on the 0..255 scale from an encoder's normalized input.</summary>
    private static float[] Pixels(float[] normalized, CmaeEncoder encoder)
    {
        int area = encoder.ImageSize * encoder.ImageSize;
        var pixels = new float[normalized.Length];
        for (int i = 0; i < normalized.Length; i++)
        {
            (int image, int plane) = (i / area / 3, i / area % 3);
            (float mean, float deviation) = Normalization(encoder, plane);
            pixels[(((image * 3) + Color(encoder, plane)) * area) + (i % area)] = (normalized[i] * deviation) + mean;
        }
        return pixels;
    }

    /// <summary>Which of red, green, blue an encoder takes as a plane.</summary>
    private static int Color(CmaeEncoder encoder, int plane) =>
        encoder.Preprocessing.ChannelOrder == CmaeChannelOrder.Bgr ? 2 - plane : plane;

    private static (float Mean, float Deviation) Normalization(CmaeEncoder encoder, int plane)
    {
        (CmaeChannelTriple mean, CmaeChannelTriple deviation) = (encoder.Preprocessing.Mean, encoder.Preprocessing.StandardDeviation);
        return plane switch
        {
            0 => (mean.First, deviation.First),
            1 => (mean.Second, deviation.Second),
            _ => (mean.Third, deviation.Third),
        };
    }

    private static float[] Featurize(CmaeEncoder encoder, byte[] pixels)
    {
        int side = encoder.ImageSize, area = side * side;
        MLImage[] images = [.. pixels.Chunk(3 * area).Select(planes => MLImage.CreateFromPixels(side, side, MLPixelFormat.Rgba32,
            [.. Enumerable.Range(0, area).SelectMany(i => new byte[] { planes[i], planes[area + i], planes[(2 * area) + i], 255 })]))];
        var ml = new MLContext(seed: 1);
        IDataView data = ml.Data.LoadFromEnumerable(images.Select(image => new SampleImages.Row { Image = image }));
        IDataView scored = ml.Transforms.CmaeFeaturize("Features", "Image", encoder).Fit(data).Transform(data);
        float[] features =
            [.. ml.Data.CreateEnumerable<SampleImages.Scored>(scored, reuseRowObject: false).SelectMany(row => row.Features)];
        Array.ForEach(images, image => image.Dispose());
        return features;
    }

    private static Tensor Forward(CmaeEncoder encoder, byte[] pixels)
    {
        int side = encoder.ImageSize, area = side * side;
        var normalized = new float[pixels.Length];
        for (int i = 0; i < pixels.Length; i++)
        {
            (int image, int plane) = (i / area / 3, i / area % 3);
            (float mean, float deviation) = Normalization(encoder, plane);
            normalized[i] = (pixels[(((image * 3) + Color(encoder, plane)) * area) + (i % area)] - mean) / deviation;
        }
        using var module = new VisionTransformer(encoder.Configuration);
        ModuleWeights.Load(module, encoder.Weights);
        module.eval();
        using IDisposable noGradient = no_grad();
        Tensor features =
            VisionTransformer.MeanOfPatches(module.forward_features(tensor(normalized, [pixels.Length / area / 3, 3, side, side])));
        return module.fc_norm is { } norm ? norm.forward(features) : features;
    }

    private static float[] Patches(float[] tokens, int count, int width) =>
        [.. tokens.Chunk(tokens.Length / count).SelectMany(image => image.Skip(width))];

    private static float[] MeanOfPatches(float[] tokens, int count, int width) =>
    [
        .. tokens.Chunk(tokens.Length / count).SelectMany(image => Enumerable.Range(0, width)
            .Select(channel => (float)image.Chunk(width).Skip(1).Average(token => (double)token[channel]))),
    ];

    private static void AssertClose(float[] expected, float[] actual, string what)
    {
        Assert.HasCount(expected.Length, actual, what);
        for (int i = 0; i < expected.Length; i++)
            Assert.AreEqual(expected[i], actual[i], Tolerance, $"{what}, value {i}");
    }
}
