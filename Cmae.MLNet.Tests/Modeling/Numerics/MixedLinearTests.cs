using Cmae.MLNet.Modeling;
using TorchSharp;
using static TorchSharp.torch;

namespace Cmae.MLNet.Tests.Modeling;

[TestClass]
public sealed class MixedLinearTests
{
    [TestMethod]
    public void TheProductAloneIsRounded()
    {
        using DisposeScope scope = NewDisposeScope();
        using var generator = new Generator(3);
        using var layer = new MixedLinear(64, 8, ScalarType.BFloat16);
        using (no_grad())
            layer.weight.uniform_(-1, 1, generator);
        Tensor x = randn([5, 64], generator: generator);
        Tensor exact = layer.forward_unrounded(x), rounded = layer.forward(x);
        Assert.AreEqual(ScalarType.Float32, exact.dtype);
        Assert.AreEqual(ScalarType.BFloat16, rounded.dtype);
        float difference = (rounded.to_type(ScalarType.Float32) - exact).abs().max().item<float>();
        Assert.IsGreaterThan(0, difference);
        Assert.IsLessThan(0.3f, difference);
        Assert.IsTrue(layer.parameters().All(parameter => parameter.dtype == ScalarType.Float32));
    }

    [TestMethod]
    public void LossesAndGradientsInBfloat16AreThoseInSinglesUpToRounding()
    {
        using DisposeScope scope = NewDisposeScope();
        (float reconstruction, float contrast, Dictionary<string, Tensor> exact) = Backward(null);
        (float roundedReconstruction, float roundedContrast, Dictionary<string, Tensor> rounded) = Backward(ScalarType.BFloat16);
        Assert.AreNotEqual(reconstruction, roundedReconstruction); // the products really are rounded
        Assert.AreEqual(reconstruction, roundedReconstruction, 0.01f * reconstruction);
        Assert.AreEqual(contrast, roundedContrast, 0.05f * contrast);
        CollectionAssert.AreEquivalent(exact.Keys, rounded.Keys);
        foreach ((string name, Tensor gradient) in rounded)
        {
            Assert.AreEqual(ScalarType.Float32, gradient.dtype, name);
            Assert.IsGreaterThan(0.9, Cosine(gradient, exact[name]), name);
        }
    }

    private static (float Reconstruction, float Contrast, Dictionary<string, Tensor> Gradients) Backward(ScalarType? type)
    {
        using CmaeModel model = Create(type);
        (Tensor images, Tensor noise) = Inputs();
        CmaeOutput output = model.forward(images, images.flip(3), noise);
        output.TotalLoss.backward();
        // (Widths of 8 to 24 average little of the rounding away.) Biases before a BatchNorm, and the key's third of qkv.bias, have a true
        // gradient of zero: theirs are rounding alone.
        Dictionary<string, Tensor> gradients = model.named_parameters()
            .Where(named => named.parameter.grad is not null && named.name.EndsWith("weight", StringComparison.Ordinal))
            .ToDictionary(named => named.name, named => named.parameter.grad!.clone());
        return (output.ReconstructionLoss.item<float>(), output.ContrastiveLoss!.item<float>(), gradients);
    }

    private static CmaeModel Create(ScalarType? type)
    {
        using var generator = new Generator(1);
        return new CmaeModel(TinyModel.Configuration with { ComputeType = type }, generator);
    }

    private static (Tensor Images, Tensor Noise) Inputs()
    {
        using var generator = new Generator(7);
        int side = TinyModel.Configuration.Encoder.ImageSize;
        return (randn([16, 3, side, side], generator: generator), rand([16, TinyModel.Configuration.NoiseLength], generator: generator));
    }

    private static double Cosine(Tensor a, Tensor b) => ((a * b).sum() / (a.norm() * b.norm())).item<float>();
}
