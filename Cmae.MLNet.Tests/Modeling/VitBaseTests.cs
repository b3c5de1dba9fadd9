using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cmae.MLNet.Modeling;
using TorchSharp;
using static TorchSharp.torch;

namespace Cmae.MLNet.Tests.Modeling;

/// <summary>The model at its published size, ViT-B/16 at 224 pixels.</summary>
[TestClass]
public sealed class VitBaseTests
{
    private static readonly CmaeModelConfiguration s_official = new()
    {
        Encoder = new CmaeEncoderConfiguration(CmaeArchitecture.Base, ImageSize: 224, PatchSize: 16),
        PixelDecoder = new DecoderConfiguration(512, 8, 16),
        FeatureDecoder = new DecoderConfiguration(512, 2, 16),
        ProjectorHiddenWidth = 1536,
        ProjectorWidth = 256,
        PredictorHiddenWidth = 1536,
    };

    // One test for both fixtures: building the model takes most of the time.
    [TestMethod]
    public void NamesShapesAndOutputsAreTheReferences()
    {
        using var generator = new Generator(1);
        using var model = new CmaeModel(s_official, generator);
        JsonNode shapes = JsonNode.Parse(File.ReadAllText(GoldenFolder.File("vitb_shapes.json")))!["pretrain"]!;
        AssertShapes(shapes["state_dict"]!.AsObject(), model);
        Assert.AreEqual(shapes["total_params"]!.GetValue<long>(), model.parameters().Sum(parameter => parameter.numel()));
        CollectionAssert.AreEquivalent(
            shapes["requires_grad_false"].Deserialize<string[]>(),
            model.named_parameters().Where(named => !named.parameter.requires_grad).Select(named => named.name).ToArray());

        foreach (string name in GoldenFolder.Configurations("_formula.safetensors"))
            AssertFormula(new GoldenFixture(name + "_formula.safetensors"), model);
    }

    [TestMethod]
    public void TheClassifierIsTheReference()
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        using var generator = new Generator(1);
        JsonNode shapes = JsonNode.Parse(File.ReadAllText(GoldenFolder.File("vitb_shapes.json")))!["finetune"]!;
        int classes = shapes["state_dict"]!["head.head.bias"]![0]!.GetValue<int>();
        CmaeEncoderConfiguration encoder = s_official.Encoder with { OutputNorm = CmaeOutputNorm.AfterPooling };
        using var model = new VisionTransformerClassifier(encoder, classes, generator);
        AssertShapes(shapes["state_dict"]!.AsObject(), model);
        ParameterGroupsTests.AssertFineTuning("vitb_finetune_param_groups.json", model);
        foreach (string name in GoldenFolder.Configurations("_formula.safetensors"))
        {
            var golden = new GoldenFixture(name + "_formula.safetensors");
            var rule = new FillRule(golden.Metadata["salt"]);
            rule.Fill(model);
            Tensor images = rule.Images("input.img", long.Parse(golden.Metadata["batch"], CultureInfo.InvariantCulture), 3, 224, 224);
            Tensor features = model.forward_features(images.narrow(0, 0, golden.Shape("finetune.features")[0]));
            GoldenTolerance.AssertClose(golden, "finetune.features", features);
            GoldenTolerance.AssertClose(golden, "finetune.logits", model.head.forward(features));
        }
    }

    /// <summary>All names and shapes of the state dict.</summary>
    private static void AssertShapes(JsonObject expected, nn.Module module)
    {
        Dictionary<string, Tensor> state = module.state_dict();
        CollectionAssert.AreEquivalent(expected.Select(entry => entry.Key).ToArray(), state.Keys);
        foreach ((string name, JsonNode? shape) in expected)
            CollectionAssert.AreEqual(shape.Deserialize<long[]>(), state[name].shape, name);
    }

    private static void AssertFormula(GoldenFixture golden, CmaeModel model)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGradient = no_grad();
        long batch = long.Parse(golden.Metadata["batch"], CultureInfo.InvariantCulture);
        var rule = new FillRule(golden.Metadata["salt"]);
        rule.Fill(model);
        Tensor images = rule.Images("input.img", batch, 3, 224, 224), target = rule.Images("input.img_t", batch, 3, 224, 224);
        Tensor noise = rule.Noise("input.noise", batch, model.Configuration.NoiseLength);
        GoldenTolerance.AssertClose(golden, "check.img_first8", images.flatten().narrow(0, 0, 8));
        GoldenTolerance.AssertClose(golden, "in.noise", noise);

        CmaeOutput output = model.forward(images, target, noise);
        GoldenTolerance.AssertClose(golden, "mask", output.Mask.Mask);
        GoldenTolerance.AssertClose(golden, "loss.rc", output.ReconstructionLoss);
        GoldenTolerance.AssertClose(golden, "loss.ct", output.ContrastiveLoss!);

        Tensor latent = model.backbone.forward_visible(images, output.Mask);
        GoldenTolerance.AssertClose(golden, "pixel_pred.first8", model.pixel_decoder.forward(latent, output.Mask).narrow(1, 0, 8));
        GoldenTolerance.AssertClose(golden, "enc.out.cls", latent.select(1, 0));
        GoldenTolerance.AssertClose(golden, "enc.out.mean", latent.mean([1]));
        GoldenTolerance.AssertClose(golden, "feature_pred.mean", model.feature_decoder!.forward(latent, output.Mask).mean([1]));
        Tensor momentum = model.target_backbone!.forward_features(target);
        GoldenTolerance.AssertClose(golden, "tgt.out.cls", momentum.select(1, 0));
        GoldenTolerance.AssertClose(golden, "tgt.out.patch_mean", VisionTransformer.MeanOfPatches(momentum));
    }
}
