using Cmae.MLNet.Modeling;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Cmae.MLNet.Tests.Modeling;

/// <summary>Models of the sizes, and with the weights, of the golden fixtures.</summary>
internal static class GoldenModel
{
    /// <summary>The configuration that a fixture's metadata describes.</summary>
    public static CmaeModelConfiguration Configuration(GoldenFixture fixture) => new()
    {
        Encoder = new CmaeEncoderConfiguration(
            new CmaeArchitecture(fixture.Integer("dim"), fixture.Integer("depth"), fixture.Integer("heads"), fixture.Integer("ffn")),
            fixture.Integer("img"),
            fixture.Integer("patch")),
        PixelDecoder = new DecoderConfiguration(fixture.Integer("dec_dim"), fixture.Integer("dec_depth"), fixture.Integer("dec_heads")),
        FeatureDecoder = new DecoderConfiguration(fixture.Integer("fdec_dim"), fixture.Integer("fdec_depth"), fixture.Integer("fdec_heads")),
        ProjectorHiddenWidth = fixture.Integer("hid"),
        ProjectorWidth = fixture.Integer("out"),
        PredictorHiddenWidth = (int)(fixture.Option("pred_hid") ?? fixture.Number("hid")),
        MaskRatio = fixture.Number("mask_ratio"),
        Temperature = fixture.Number("temperature"),
    };

    /// <summary>A model with the weights of <c>NAME_weights.safetensors</c>, whose names and shapes must be the model's exactly.</summary>
    public static CmaeModel Load(string name)
    {
        var weights = new GoldenFixture(name + "_weights.safetensors");
        using var generator = new Generator(1);
        var model = new CmaeModel(Configuration(weights), generator);
        Fill(model, weights);
        return model;
    }

    /// <summary>Copies a fixture's tensors into a module, strictly.</summary>
    public static void Fill(nn.Module module, GoldenFixture weights)
    {
        using DisposeScope scope = NewDisposeScope();
        Dictionary<string, Tensor> state = module.state_dict();
        CollectionAssert.AreEquivalent(weights.Names.ToArray(), state.Keys, $"State-dict names of '{weights.Name}'");
        foreach ((string key, Tensor value) in state)
            CollectionAssert.AreEqual(weights.Shape(key), value.shape, $"Shape of '{key}' in '{weights.Name}'");
        module.load_state_dict(weights.Names.ToDictionary(key => key, weights.Tensor));
    }

    /// <summary>An optimizer as the training loops build theirs.</summary>
    public static AdamW Optimizer(IEnumerable<ParameterGroup> groups, double learningRate, double[] betas) =>
        optim.AdamW(groups.Select(group => group.ToAdamW(learningRate, betas[0], betas[1])));
}
