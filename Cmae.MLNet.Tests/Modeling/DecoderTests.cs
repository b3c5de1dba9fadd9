using Cmae.MLNet.Modeling;
using Cmae.MLNet.Tensors;
using TorchSharp;
using static TorchSharp.torch;

namespace Cmae.MLNet.Tests.Modeling;

[TestClass]
public sealed class DecoderTests
{
    public static IEnumerable<string> Forwards => GoldenFolder.Configurations("_forward.safetensors");

    [TestMethod]
    [DynamicData(nameof(Forwards))]
    public void BothDecodersAreTheReferences(string name)
    {
        using DisposeScope scope = NewDisposeScope();
        var golden = new GoldenFixture(name + "_forward.safetensors");
        using CmaeModel model = GoldenModel.Load(name);
        TokenMask mask = model.Mask(golden.Tensor("in.noise"));
        AssertDecoder(golden, "pixdec", model.pixel_decoder, mask);
        AssertDecoder(golden, "featdec", model.feature_decoder!, mask);
    }

    [TestMethod]
    public void TheMeanOfPredictionsIsTheSameBeforeTheLastLayer()
    {
        using DisposeScope scope = NewDisposeScope();
        using var generator = new Generator(7);
        using var model = new CmaeModel(TinyModel.Configuration, generator);
        TokenMask mask = model.Mask(rand([4, TinyModel.Configuration.NoiseLength], generator: generator));
        Tensor latent = model.backbone.forward_visible(randn([4, 3, 16, 16], generator: generator), mask);
        Tensor expected = model.feature_decoder!.forward(latent, mask).mean([1]);
        Assert.IsLessThan(1e-5f, (model.feature_decoder.PredictMean(latent, mask) - expected).abs().max().item<float>());
    }

    private static void AssertDecoder(GoldenFixture golden, string prefix, Decoder decoder, TokenMask mask)
    {
        Tensor latent = golden.Tensor("enc.out");
        Tensor embedded = decoder.decoder_embed.forward(latent);
        GoldenTolerance.AssertClose(golden, prefix + ".embed", embedded);
        Tensor tokens = decoder.Unshuffle(embedded, mask).Plus(decoder.decoder_pos_embed);
        GoldenTolerance.AssertClose(golden, prefix + ".tokens_in", tokens);
        for (int i = 0; i < decoder.decoder_blocks.Count; i++)
        {
            tokens = decoder.decoder_blocks[i].forward(tokens);
            GoldenTolerance.AssertClose(golden, $"{prefix}.block{i}", tokens);
        }
        GoldenTolerance.AssertClose(golden, prefix + ".norm", decoder.ln1.forward(tokens));
        GoldenTolerance.AssertClose(golden, prefix + ".out", decoder.forward(latent, mask));
    }
}
