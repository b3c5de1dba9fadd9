using Cmae.MLNet.Modeling;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Cmae.MLNet.Tests.Modeling;

[TestClass]
public sealed class MomentumUpdateTests
{
    [TestMethod]
    public void TheMomentumBranchMovesByItsShareAndKeepsItsOwnBuffers()
    {
        using DisposeScope scope = NewDisposeScope();
        using var generator = new Generator(1);
        using var model = new CmaeModel(TinyModel.Configuration, generator);
        ContrastiveMlp online = model.Contrast!.Projector, target = model.Contrast.TargetProjector;
        using (no_grad())
        {
            online.fc0.weight!.fill_(1);
            target.fc0.weight!.fill_(0);
            model.backbone.pos_embed.fill_(2);
            model.Contrast.TargetBackbone.pos_embed.fill_(0);
            online.bn0.running_mean!.fill_(5);
        }
        model.UpdateMomentumBranch(0.75);
        Assert.AreEqual(0.25, target.fc0.weight!.mean().item<float>(), 1e-6);
        Assert.AreEqual(0.5, model.Contrast.TargetBackbone.pos_embed.mean().item<float>(), 1e-6);
        Assert.AreEqual(0, target.bn0.running_mean!.mean().item<float>());
    }

    [TestMethod]
    public void TheMomentumBranchTakesNoGradient()
    {
        using var generator = new Generator(1);
        using var model = new CmaeModel(TinyModel.Configuration, generator);
        foreach ((string name, Parameter parameter) in model.named_parameters().Where(named => named.name.StartsWith("target_", StringComparison.Ordinal)))
            Assert.IsFalse(parameter.requires_grad, name);
    }
}
