using Cmae.MLNet.Encoders;
using Cmae.MLNet.Modeling;
using static TorchSharp.torch;

namespace Cmae.MLNet.Tests.Modeling;

[TestClass]
public sealed class ModuleWeightsTests
{
    [TestMethod]
    [DataRow(CmaeOutputNorm.BeforePooling)]
    [DataRow(CmaeOutputNorm.AfterPooling)]
    [DataRow(CmaeOutputNorm.None)]
    public void WeightsGoThroughAnEncoderUnchanged(CmaeOutputNorm norm)
    {
        using VisionTransformer source = Build(norm, seed: 1), copy = Build(norm, seed: 2);
        var encoder = new CmaeEncoder(source.Configuration, ModuleWeights.Copy(source));
        ModuleWeights.Load(copy, encoder.Weights);
        foreach ((string name, Tensor value) in copy.state_dict())
            Assert.IsTrue(value.equal(source.state_dict()[name]).all().item<bool>(), name);
    }

    [TestMethod]
    public void WeightsComeInTheOfficialOrder()
    {
        using VisionTransformer module = Build(CmaeOutputNorm.BeforePooling, seed: 1);
        CollectionAssert.AreEqual(
            EncoderLayout.Weights(module.Configuration).Select(weight => weight.Name).ToArray(),
            ModuleWeights.Copy(module).Keys.ToArray());
    }

    [TestMethod]
    public void WeightsThatDoNotFitAreListedAndChangeNothing()
    {
        using VisionTransformer module = Build(CmaeOutputNorm.BeforePooling, seed: 1);
        Dictionary<string, CmaeWeightTensor> before = ModuleWeights.Copy(module), weights = ModuleWeights.Copy(module);
        weights.Remove("layers.0.attn.qkv.bias");
        weights.Add("fc_norm.weight", new CmaeWeightTensor([16], new float[16]));
        weights["cls_token"] = new CmaeWeightTensor([16], new float[16]);
        string message = Assert.ThrowsExactly<ArgumentException>(() => ModuleWeights.Load(module, weights)).Message;
        StringAssert.Contains(message, "'layers.0.attn.qkv.bias' is missing");
        StringAssert.Contains(message, "'fc_norm.weight' is not a weight of this module");
        StringAssert.Contains(message, "'cls_token' has shape [16] where [1, 1, 16] is needed");
        foreach ((string name, CmaeWeightTensor value) in ModuleWeights.Copy(module))
            CollectionAssert.AreEqual(before[name].Values.ToArray(), value.Values.ToArray(), name);
    }

    [TestMethod]
    public void AFineTunedModuleStartsFromAPretrainedEncoder()
    {
        using VisionTransformer source = Build(CmaeOutputNorm.BeforePooling, seed: 1);
        using var module = new VisionTransformer(source.Configuration with { OutputNorm = CmaeOutputNorm.AfterPooling });
        ModuleWeights.StartFrom(module, new CmaeEncoder(source.Configuration, ModuleWeights.Copy(source)));
        Assert.IsTrue(module.layers[1].attn.qkv.weight!.equal(source.layers[1].attn.qkv.weight!).all().item<bool>());
        Assert.IsTrue(module.fc_norm!.weight!.equal(ones(16)).all().item<bool>(), "fc_norm keeps its initial values");
        Assert.IsTrue(module.pos_embed.equal(source.pos_embed).all().item<bool>());
    }

    [TestMethod]
    public void AnEncoderOfAnotherArchitectureIsRefused()
    {
        using VisionTransformer source = Build(CmaeOutputNorm.BeforePooling, seed: 1);
        using var module = new VisionTransformer(new CmaeEncoderConfiguration(new CmaeArchitecture(16, 1, 2), 16, 4));
        string message = Assert.ThrowsExactly<ArgumentException>(
            () => ModuleWeights.StartFrom(module, new CmaeEncoder(source.Configuration, ModuleWeights.Copy(source)))).Message;
        StringAssert.Contains(message, "'layers.1.ln1.weight' is not a weight of this module");
    }

    private static VisionTransformer Build(CmaeOutputNorm norm, ulong seed)
    {
        var module = new VisionTransformer(TinyModel.Configuration.Encoder with { OutputNorm = norm });
        using var generator = new Generator(seed);
        Initialization.DrawWeights(module, generator);
        return module;
    }
}
