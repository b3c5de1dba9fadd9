using Cmae.MLNet.Modeling;
using Cmae.MLNet.Tensors;
using TorchSharp;
using static TorchSharp.torch;

namespace Cmae.MLNet.Tests.Modeling;

[TestClass]
public sealed class VisionTransformerTests
{
    public static IEnumerable<string> Forwards => GoldenFolder.Configurations("_forward.safetensors");

    [TestMethod]
    [DynamicData(nameof(Forwards))]
    public void OnlineEncoderIsTheReferences(string name)
    {
        using DisposeScope scope = NewDisposeScope();
        var golden = new GoldenFixture(name + "_forward.safetensors");
        using CmaeModel model = GoldenModel.Load(name);
        Tensor images = golden.Tensor("in.img");
        GoldenTolerance.AssertClose(golden, "enc.patch_embed", model.backbone.patch_embed.forward(images));
        AssertBlocks(golden, "enc", model.backbone);
        GoldenTolerance.AssertClose(golden, "enc.out", model.backbone.forward_visible(images, model.Mask(golden.Tensor("in.noise"))));
    }

    [TestMethod]
    [DynamicData(nameof(Forwards))]
    public void MomentumEncoderIsTheReferences(string name)
    {
        using DisposeScope scope = NewDisposeScope();
        var golden = new GoldenFixture(name + "_forward.safetensors");
        using CmaeModel model = GoldenModel.Load(name);
        VisionTransformer target = model.target_backbone!;
        GoldenTolerance.AssertClose(golden, "tgt.patch_embed", target.patch_embed.forward(golden.Tensor("in.img_t")));
        AssertBlocks(golden, "tgt", target);
        Tensor latent = target.forward_features(golden.Tensor("in.img_t"));
        GoldenTolerance.AssertClose(golden, "tgt.out", latent);
        GoldenTolerance.AssertClose(golden, "target_projector.in", VisionTransformer.MeanOfPatches(latent));
    }

    [TestMethod]
    public void AllTokensAreNormalizedWhereTheNormComesBeforePooling()
    {
        using DisposeScope scope = NewDisposeScope();
        using var generator = new Generator(3);
        using var encoder = new VisionTransformer(new CmaeEncoderConfiguration(new CmaeArchitecture(16, 1, 2), 16, 4));
        Initialization.DrawWeights(encoder, generator);
        Tensor tokens = encoder.forward_features(randn([2, 3, 16, 16], generator: generator));
        CollectionAssert.AreEqual(new long[] { 2, 17, 16 }, tokens.shape);
        Assert.AreEqual(0, tokens.mean([-1]).abs().max().item<float>(), 1e-5);
        Assert.AreEqual(1, tokens.var(-1, unbiased: false).mean().item<float>(), 1e-3);
    }

    [TestMethod]
    public void AModuleOutlivesTheDisposeScopeItWasBuiltIn()
    {
        VisionTransformer encoder;
        using (NewDisposeScope())
            encoder = new VisionTransformer(new CmaeEncoderConfiguration(new CmaeArchitecture(16, 1, 2), 16, 4));
        using (encoder)
            Assert.IsTrue(encoder.parameters().All(parameter => !parameter.IsInvalid));
    }

    // The fixture has the branches of the first block, before they are added, and every block's output.
    private static void AssertBlocks(GoldenFixture golden, string branch, VisionTransformer encoder)
    {
        Tensor tokens = golden.Tensor(branch + ".tokens_in");
        for (int i = 0; i < encoder.layers.Count; i++)
        {
            TransformerBlock block = encoder.layers[i];
            Tensor attended = block.attn.forward(block.ln1.forward(tokens));
            Tensor transformed = block.ffn.forward(block.ln2.forward(tokens.Plus(attended)));
            Tensor output = block.forward(tokens);
            string name = $"{branch}.layer{i}";
            foreach ((string key, Tensor value) in new[] { (name, output), (name + ".attn", attended), (name + ".ffn", transformed) })
                if (golden.Has(key))
                    GoldenTolerance.AssertClose(golden, key, value);
            tokens = output;
        }
    }
}
