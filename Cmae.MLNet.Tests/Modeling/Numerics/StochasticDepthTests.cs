using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cmae.MLNet.Modeling;
using TorchSharp;
using static TorchSharp.torch;

namespace Cmae.MLNet.Tests.Modeling;

[TestClass]
public sealed class StochasticDepthTests
{
    [TestMethod]
    [DynamicData(nameof(GoldenClassifier.Configurations), typeof(GoldenClassifier))]
    public void FeaturesAreTheReferences(string name)
    {
        using DisposeScope scope = NewDisposeScope();
        var golden = new GoldenFixture(name + "_finetune.safetensors");
        using VisionTransformerClassifier model = GoldenClassifier.Load(name);
        double fullRate = double.Parse(golden.Metadata["drop_path_rate_of_drop_path"], CultureInfo.InvariantCulture);
        double[] rates = StochasticDepth.Rates(golden.Integer("depth"), fullRate);
        double[] expected = golden.Doubles("drop_path.rates");
        for (int block = 0; block < rates.Length; block++)
            Assert.AreEqual(expected[block], rates[block], 1e-7, $"rate of block {block}");

        // The reference draws nothing for block 0, whose rate is 0.
        Tensor drawn = golden.Tensor("drop_path.u").view(rates.Length - 1, 2, -1);
        Tensor noise = cat([zeros_like(drawn.narrow(0, 0, 1)), drawn], 0);
        Tensor features = model.forward_features(golden.Tensor("in.img"), StochasticDepth.BranchScales(noise, fullRate));
        GoldenTolerance.AssertClose(golden, "drop_path.features", features);
    }

    [TestMethod]
    public void RatesOfVitBaseAreTheReferences()
    {
        JsonNode golden = JsonNode.Parse(File.ReadAllText(GoldenFolder.File("vitb_finetune_param_groups.json")))!;
        double[] expected = golden["drop_path"].Deserialize<double[]>()!;
        double[] rates = StochasticDepth.Rates(expected.Length, expected[^1]);
        for (int block = 0; block < rates.Length; block++)
            Assert.AreEqual(expected[block], rates[block], 1e-7, $"rate of block {block}");
    }

    [TestMethod]
    public void KeptBranchesAreScaledUp()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor noise = tensor(new float[] { 0.9f, 0.1f, 0.9f, 0.1f, 0.49f, 0.51f, 0.51f, 0.49f }, 2, 2, 2);
        float[] scales = StochasticDepth.BranchScales(noise, 0.5).flatten().data<float>().ToArray();
        CollectionAssert.AreEqual(new float[] { 1, 1, 1, 1, 0, 2, 2, 0 }, scales);
    }
}
