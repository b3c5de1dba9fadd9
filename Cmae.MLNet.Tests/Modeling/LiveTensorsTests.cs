using Cmae.MLNet.Modeling;
using Cmae.MLNet.Training;
using TorchSharp;
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
        using var optimizer = new AdamWOptimizer(ParameterGroups.Pretraining(model, 0.05), 0.9, 0.95);
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

    private static void Step(CmaeModel model, AdamWOptimizer optimizer, Generator generator)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor online = rand([4, 3, 16, 16], generator: generator);
        Tensor target = rand([4, 3, 16, 16], generator: generator);
        Tensor noise = rand([4, 4], generator: generator);
        CmaeOutput output = model.forward(online, target, noise);
        optimizer.ClearGradients();
        output.TotalLoss.backward();
        optimizer.Step(_ => 1e-3);
        model.UpdateMomentumBranch(0.99);
    }
}
