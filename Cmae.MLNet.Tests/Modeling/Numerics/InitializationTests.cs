using System.Text.Json;
using System.Text.Json.Nodes;
using Cmae.MLNet.Modeling;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Cmae.MLNet.Tests.Modeling;

[TestClass]
public sealed class InitializationTests
{
    [TestMethod]
    public void StatisticsAreTheReferences()
    {
        using DisposeScope scope = NewDisposeScope();
        JsonNode golden = JsonNode.Parse(File.ReadAllText(GoldenFolder.File("init_stats.json")))!;
        using CmaeModel model = Build(golden["config"]!, seed: 5);
        Dictionary<string, Parameter> parameters = model.named_parameters().ToDictionary();
        JsonObject expected = golden["params"]!.AsObject();
        CollectionAssert.AreEquivalent(expected.Select(entry => entry.Key).ToArray(), parameters.Keys);
        foreach ((string name, JsonNode? statistics) in expected)
            AssertStatistics(name, statistics!, parameters[name]);
    }

    [TestMethod]
    public void TheMomentumBranchStartsAsTheOnlineBranch()
    {
        using CmaeModel model = Build(JsonNode.Parse(File.ReadAllText(GoldenFolder.File("init_stats.json")))!["config"]!, seed: 5);
        Dictionary<string, Parameter> parameters = model.named_parameters().ToDictionary();
        foreach ((string name, Parameter target) in parameters.Where(entry => entry.Key.StartsWith("target_", StringComparison.Ordinal)))
            Assert.IsTrue(target.equal(parameters[name["target_".Length..]]).all().item<bool>(), name);
    }

    [TestMethod]
    public void OnlyTheGeneratorDecides()
    {
        using DisposeScope scope = NewDisposeScope();
        JsonNode configuration = JsonNode.Parse(File.ReadAllText(GoldenFolder.File("init_stats.json")))!["config"]!;
        using CmaeModel first = Build(configuration, seed: 8);
        rand(3);
        using CmaeModel second = Build(configuration, seed: 8);
        using CmaeModel other = Build(configuration, seed: 9);
        foreach (((string name, Parameter value), Parameter same) in first.named_parameters().Zip(second.parameters()))
            Assert.IsTrue(value.equal(same).all().item<bool>(), name);
        Assert.IsFalse(first.backbone.cls_token.allclose(other.backbone.cls_token));
    }

    // Bounds of uniform values are exact; means and standard deviations of n values scatter with 1/√n.
    private static void AssertStatistics(string name, JsonNode expected, Tensor actual)
    {
        CollectionAssert.AreEqual(expected["shape"].Deserialize<long[]>(), actual.shape, name);
        Assert.AreEqual(expected["requires_grad"]!.GetValue<bool>(), actual.requires_grad, name);
        Tensor values = actual.detach().to_type(ScalarType.Float64);
        double deviation = expected["std"]!.GetValue<double>();
        double scatter = 6 * deviation / Math.Sqrt(values.numel());
        Assert.AreEqual(expected["mean"]!.GetValue<double>(), values.mean().item<double>(), 2 * scatter + 1e-6, $"mean of {name}");
        Assert.AreEqual(deviation, values.std().item<double>(), 2 * scatter + 1e-6, $"standard deviation of {name}");
        bool isNormal = name.EndsWith("_token", StringComparison.Ordinal);
        double reach = isNormal ? 2 * deviation : 0.05 * deviation + 1e-6;
        Assert.AreEqual(expected["min"]!.GetValue<double>(), values.min().item<double>(), reach, $"minimum of {name}");
        Assert.AreEqual(expected["max"]!.GetValue<double>(), values.max().item<double>(), reach, $"maximum of {name}");
    }

    private static CmaeModel Build(JsonNode sizes, ulong seed)
    {
        using var generator = new Generator(seed);
        int Size(string key) => sizes[key]!.GetValue<int>();
        return new CmaeModel(
            new CmaeModelConfiguration
            {
                Encoder = new CmaeEncoderConfiguration(
                    new CmaeArchitecture(Size("dim"), Size("depth"), Size("heads"), Size("ffn")), Size("img"), Size("patch")),
                PixelDecoder = new DecoderConfiguration(Size("dec_dim"), Size("dec_depth"), Size("dec_heads")),
                FeatureDecoder = new DecoderConfiguration(Size("fdec_dim"), Size("fdec_depth"), Size("fdec_heads")),
                ProjectorHiddenWidth = Size("hid"),
                ProjectorWidth = Size("out"),
                PredictorHiddenWidth = Size("hid"),
            },
            generator);
    }
}
