using Cmae.MLNet.Modeling;
using Cmae.MLNet.Samples.Benchmarks.PlainPort;
using Cmae.MLNet.Tests.Modeling;
using Cmae.MLNet.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Cmae.MLNet.Tests.Samples.Benchmarks.PlainPort;

/// <summary>The plain port is an honest baseline only if it computes what the library computes.</summary>
[TestClass]
public sealed class PlainModelTests
{
    private const int Batch = 6;

    [TestMethod]
    public void LossAndGradientsAreTheLibrarys()
    {
        using DisposeScope scope = NewDisposeScope();
        using var generator = new Generator(3, CPU);
        using var library = new CmaeModel(TinyModel.Configuration, generator);
        using var plain = new PlainModel(library);
        (Tensor online, Tensor target, Tensor noise) = Inputs(generator);
        library.forward(online, target, noise).TotalLoss.backward();
        Tensor loss = plain.Loss(online, target, noise);
        loss.backward();

        Assert.AreEqual(library.forward(online, target, noise).TotalLoss.item<float>(), loss.item<float>(), 1e-5f);
        Dictionary<string, Tensor?> gradients = plain.named_parameters().ToDictionary(named => named.name, named => named.parameter.grad);
        foreach ((string name, TorchSharp.Modules.Parameter parameter) in library.named_parameters())
        {
            Assert.AreEqual(parameter.grad is null, gradients[name] is null, name);
            if (parameter.grad is { } expected)
                Assert.IsTrue(allclose(expected, gradients[name]!, rtol: 1e-3, atol: 1e-5), name);
        }
    }

    [TestMethod]
    public void StepsLowerTheLossAsTheLibrarysDo()
    {
        using DisposeScope scope = NewDisposeScope();
        using var generator = new Generator(4, CPU);
        using var library = new CmaeModel(TinyModel.Configuration, generator);
        using var plain = new PlainStep(library);
        using var optimizer = new AdamWOptimizer(ParameterGroups.Pretraining(library, weightDecay: 0.05), 0.9, 0.95);
        (Tensor online, Tensor target, Tensor noise) = Inputs(generator);
        for (int step = 0; step < 4; step++)
        {
            optimizer.ClearGradients();
            Tensor loss = library.forward(online, target, noise).TotalLoss;
            loss.backward();
            optimizer.Step(_ => 1e-4);
            library.UpdateMomentumBranch(0.996);
            Assert.AreEqual(loss.item<float>(), plain.Run(online, target, noise), 2e-4, $"step {step}");
        }
    }

    private static (Tensor Online, Tensor Target, Tensor Noise) Inputs(Generator generator)
    {
        int side = TinyModel.Configuration.Encoder.ImageSize;
        return (rand([Batch, 3, side, side], generator: generator), rand([Batch, 3, side, side], generator: generator),
            rand([Batch, TinyModel.Configuration.NoiseLength], generator: generator));
    }
}
