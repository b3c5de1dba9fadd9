using Cmae.MLNet.Modeling;
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
        AssertDecoder(golden, "pixdec", model.pixel_decoder);
        AssertDecoder(golden, "featdec", model.Contrast!.FeatureDecoder!);
    }

    private static void AssertDecoder(GoldenFixture golden, string prefix, Decoder decoder)
    {
        (Tensor latent, Tensor restore) = (golden.Tensor("enc.out"), golden.Tensor("mask.ids_restore"));
        Tensor embedded = decoder.decoder_embed.forward(latent);
        GoldenTolerance.AssertClose(golden, prefix + ".embed", embedded);
        Tensor tokens = decoder.Unshuffle(embedded, restore) + decoder.decoder_pos_embed;
        GoldenTolerance.AssertClose(golden, prefix + ".tokens_in", tokens);
        for (int i = 0; i < decoder.decoder_blocks.Count; i++)
        {
            tokens = decoder.decoder_blocks[i].forward(tokens);
            GoldenTolerance.AssertClose(golden, $"{prefix}.block{i}", tokens);
        }
        GoldenTolerance.AssertClose(golden, prefix + ".norm", decoder.ln1.forward(tokens));
        GoldenTolerance.AssertClose(golden, prefix + ".out", decoder.forward(latent, restore));
    }
}
