using Cmae.MLNet.Modeling;
using static TorchSharp.torch;

namespace Cmae.MLNet.Tests.Modeling;

/// <summary>Classifiers of the sizes, and with the weights, of the golden fixtures.</summary>
internal static class GoldenClassifier
{
    public static IEnumerable<string> Configurations => GoldenFolder.Configurations("_finetune.safetensors");

    /// <summary>The encoder that a fixture's metadata describes.</summary>
    public static CmaeEncoderConfiguration Encoder(GoldenFixture fixture) =>
        new(new CmaeArchitecture(fixture.Integer("dim"), fixture.Integer("depth"), fixture.Integer("heads"), fixture.Integer("ffn")),
            fixture.Integer("img"), fixture.Integer("patch"))
        {
            OutputNorm = fixture.Flag("final_norm") ? CmaeOutputNorm.BeforePooling : CmaeOutputNorm.AfterPooling,
        };

    /// <summary>
    /// A classifier with the weights of <c>NAME_finetune_weights.safetensors</c>, whose names and shapes must be the model's exactly.
    /// </summary>
    public static VisionTransformerClassifier Load(string name)
    {
        var weights = new GoldenFixture(name + "_finetune_weights.safetensors");
        using var generator = new Generator(1);
        var model = new VisionTransformerClassifier(Encoder(weights), weights.Integer("num_classes"), generator);
        GoldenModel.Fill(model, weights);
        return model;
    }
}
