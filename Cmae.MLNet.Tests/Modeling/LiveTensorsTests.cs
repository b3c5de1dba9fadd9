using Cmae.MLNet.Modeling;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Cmae.MLNet.Tests.Modeling;

[TestClass]
public sealed class LiveTensorsTests
{
    [TestMethod]
    public void TheirNumberStaysFlatOver200Steps()
    {
        using var generator = new Generator(4);
        using var model = new CmaeModel(TinyModel.Configuration, generator);
        using AdamW optimizer = GoldenModel.Optimizer(ParameterGroups.Pretraining(model, 0.05), 1e-3, [0.9, 0.95]);
        DisposeScopeManager.Statistics.Reset();
        Step(model, optimizer, generator);
        long after1 = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        for (int step = 1; step < 200; step++)
            Step(model, optimizer, generator);
        Assert.AreEqual(after1, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    [TestMethod]
    public void AForwardPassLeavesOnlyItsOutputs()
    {
        using var generator = new Generator(4);
        using var model = new CmaeModel(TinyModel.Configuration, generator);
        using Tensor images = rand([2, 3, 16, 16], generator: generator);
        DisposeScopeManager.Statistics.Reset();
        using (model.backbone.forward_features(images))
            Assert.AreEqual(1, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
        Assert.AreEqual(0, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    private static void Step(CmaeModel model, AdamW optimizer, Generator generator)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor online = rand([4, 3, 16, 16], generator: generator);
        Tensor target = rand([4, 3, 16, 16], generator: generator);
        Tensor noise = rand([4, 4], generator: generator);
        CmaeOutput output = model.forward(online, target, noise);
        optimizer.zero_grad();
        output.TotalLoss.backward();
        optimizer.step();
        model.UpdateMomentumBranch(0.99);
    }
}
