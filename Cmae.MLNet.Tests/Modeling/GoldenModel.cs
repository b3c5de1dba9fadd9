using System.Globalization;
using Cmae.MLNet.Modeling;
using Cmae.MLNet.Training;
using TorchSharp;
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
        FeatureDecoder = new DecoderConfiguration(
            fixture.Integer("fdec_dim"), fixture.Integer("fdec_depth"), fixture.Integer("fdec_heads")),
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

    /// <summary>The product's optimizer with the decay of moments that a fixture's metadata names.</summary>
    public static AdamWOptimizer Optimizer(GoldenFixture fixture, IReadOnlyList<ParameterGroup> groups)
    {
        double[] betas = [.. fixture.Metadata["betas"].Split(',').Select(beta => double.Parse(beta, CultureInfo.InvariantCulture))];
        return new AdamWOptimizer(groups, betas[0], betas[1]);
    }

    /// <summary>
    /// Compares every entry of a state dict with the fixture's after some optimizer steps. Where the true gradient is zero, Adam makes
    /// steps of rounding noise: those tensors and what they feed are left out.
    /// </summary>
    public static void AssertTrained(GoldenFixture golden, string prefix, nn.Module model)
    {
        Dictionary<string, Tensor> state = model.state_dict();
        foreach (string key in golden.Names.Where(key => key.StartsWith(prefix, StringComparison.Ordinal)))
        {
            string parameter = key[prefix.Length..];
            if (parameter.EndsWith("fc0.bias", StringComparison.Ordinal) || parameter.EndsWith("bn0.running_mean", StringComparison.Ordinal)
                || parameter is "feature_decoder.ln1.bias" or "feature_decoder.decoder_pred.bias")
                continue;
            if (parameter.EndsWith("attn.qkv.bias", StringComparison.Ordinal))
                AssertQueryAndValue(golden, key, state[parameter]);
            else
                GoldenTolerance.AssertClose(golden, key, state[parameter]);
        }
    }

    private static void AssertQueryAndValue(GoldenFixture golden, string key, Tensor bias)
    {
        Tensor expected = golden.Tensor(key);
        long width = bias.shape[0] / 3;
        foreach (long start in (long[])[0, 2 * width])
            GoldenTolerance.AssertClose(golden, key, bias.narrow(0, start, width), expected.narrow(0, start, width));
    }
}
