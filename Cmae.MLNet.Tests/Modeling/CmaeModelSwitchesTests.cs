using Cmae.MLNet.Modeling;
using Cmae.MLNet.Tensors;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Cmae.MLNet.Tests.Modeling;

[TestClass]
public sealed class CmaeModelSwitchesTests
{
    private readonly Random _random = new(6);

    /// <summary>Training checkpoints and the norm of all gradients depend on it.</summary>
    [TestMethod]
    public void ModulesAreInTheOfficialOrder()
    {
        using CmaeModel model = Build(TinyModel.Configuration);
        CollectionAssert.AreEqual(
            new[] { "backbone", "target_backbone", "pixel_decoder", "feature_decoder", "projector", "target_projector", "head" },
            model.named_children().Select(child => child.name).ToArray());
    }

    [TestMethod]
    public void PlainMaeHasNoContrastiveBranch()
    {
        using DisposeScope scope = NewDisposeScope();
        using CmaeModel model = Build(TinyModel.Configuration with { ContrastiveWeight = 0 });
        CmaeOutput output = model.forward(Random(3, 3, 16, 16), null, Random(3, 4));
        output.TotalLoss.backward();
        Assert.IsNull(output.ContrastiveLoss);
        Assert.AreEqual(output.ReconstructionLoss.item<float>(), output.TotalLoss.item<float>());
        CollectionAssert.AreEquivalent(
            new[] { "backbone", "pixel_decoder" },
            model.state_dict().Keys.Select(name => name.Split('.')[0]).Distinct().ToArray());
        model.UpdateMomentumBranch(0.9);
    }

    [TestMethod]
    public void WithoutFeatureDecoderTheContrastLooksAtTheVisibleTokens()
    {
        using DisposeScope scope = NewDisposeScope();
        using CmaeModel model = Build(TinyModel.Configuration with { FeatureDecoder = null });
        Assert.IsFalse(model.state_dict().Keys.Any(name => name.StartsWith("feature_decoder", StringComparison.Ordinal)));
        (Tensor online, Tensor target, Tensor noise) = (Random(3, 3, 16, 16), Random(3, 3, 16, 16), Random(3, 4));
        CmaeOutput output = model.forward(online, target, noise);
        Tensor visible = model.backbone.forward_visible(online, output.Mask).narrow(1, 1, 4);
        Tensor expected = model.head!.predictor.forward(model.projector!.forward(visible.mean([1])));
        Assert.IsTrue(expected.allclose(output.Prediction!, rtol: 1e-4, atol: 1e-5));
        output.ContrastiveLoss!.backward();
        Assert.IsGreaterThan(0, model.backbone.ln1!.weight!.grad!.abs().sum().item<float>());
    }

    [TestMethod]
    public void PatchMaskingTakesNoiseForEveryPatch()
    {
        using DisposeScope scope = NewDisposeScope();
        CmaeModelConfiguration configuration = TinyModel.Configuration with { Masking = CmaeMasking.Patch, MaskRatio = 0.75 };
        using CmaeModel model = Build(configuration);
        Assert.AreEqual(16, configuration.NoiseLength);
        CmaeOutput output = model.forward(Random(3, 3, 16, 16), Random(3, 3, 16, 16), Random(3, 16));
        CollectionAssert.AreEqual(new long[] { 3, 4 }, output.Mask.IdsKeep.shape);
        Assert.AreEqual(3 * 12, output.Mask.Mask.sum().item<float>());
    }

    [TestMethod]
    public void TheContrastiveWeightScalesTheLoss()
    {
        using DisposeScope scope = NewDisposeScope();
        using CmaeModel single = Build(TinyModel.Configuration), triple = Build(TinyModel.Configuration with { ContrastiveWeight = 3 });
        (Tensor online, Tensor target, Tensor noise) = (Random(3, 3, 16, 16), Random(3, 3, 16, 16), Random(3, 4));
        double expected = 3 * single.forward(online, target, noise).ContrastiveLoss!.item<float>();
        Assert.AreEqual(expected, triple.forward(online, target, noise).ContrastiveLoss!.item<float>(), 1e-4);
    }

    [TestMethod]
    public void AModelMovesToAnotherPrecisionAsAWhole()
    {
        using CmaeModel model = Build(TinyModel.Configuration);
        model.to(ScalarType.Float64);
        foreach ((string name, Parameter parameter) in model.named_parameters())
            Assert.AreEqual(ScalarType.Float64, parameter.dtype, name);
        foreach ((string name, Parameter parameter) in model.named_parameters())
        {
            bool isFixed = name.StartsWith("target_", StringComparison.Ordinal) || name.EndsWith("pos_embed", StringComparison.Ordinal);
            Assert.AreEqual(!isFixed, parameter.requires_grad, name);
        }
    }

    private Tensor Random(params long[] shape) => UniformNoise.Draw(_random, CPU, shape);

    private static CmaeModel Build(CmaeModelConfiguration configuration)
    {
        using var generator = new Generator(4);
        return new CmaeModel(configuration, generator);
    }
}
