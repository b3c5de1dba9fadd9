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
        ContrastiveMlp online = model.projector!, target = model.target_projector!;
        using (no_grad())
        {
            online.fc0.weight!.copy_(tensor(1f));
            target.fc0.weight!.zero_();
            model.backbone.pos_embed.copy_(tensor(2f));
            model.target_backbone!.pos_embed.zero_();
            online.bn0.running_mean!.copy_(tensor(5f));
        }
        model.UpdateMomentumBranch(0.75);
        Assert.AreEqual(0.25, target.fc0.weight!.mean().item<float>(), 1e-6);
        Assert.AreEqual(0.5, model.target_backbone!.pos_embed.mean().item<float>(), 1e-6);
        Assert.AreEqual(0, target.bn0.running_mean!.mean().item<float>());
    }

    [TestMethod]
    public void TheMomentumBranchTakesNoGradient()
    {
        using var generator = new Generator(1);
        using var model = new CmaeModel(TinyModel.Configuration, generator);
        foreach ((string name, Parameter parameter) in model.named_parameters())
            if (name.StartsWith("target_", StringComparison.Ordinal))
                Assert.IsFalse(parameter.requires_grad, name);
    }
}
