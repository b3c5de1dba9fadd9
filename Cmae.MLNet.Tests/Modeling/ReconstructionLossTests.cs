using Cmae.MLNet.Modeling;
using TorchSharp;
using static TorchSharp.torch;

namespace Cmae.MLNet.Tests.Modeling;

[TestClass]
public sealed class ReconstructionLossTests
{
    public static IEnumerable<string> Forwards => GoldenFolder.Configurations("_forward.safetensors");

    [TestMethod]
    [DynamicData(nameof(Forwards))]
    public void TargetAndLossAreTheReferences(string name)
    {
        using DisposeScope scope = NewDisposeScope();
        var golden = new GoldenFixture(name + "_forward.safetensors");
        Tensor target = Patches.Normalize(Patches.Patchify(golden.Tensor("in.img"), golden.Integer("patch")));
        Tensor predicted = golden.Tensor("pixdec.out");
        GoldenTolerance.AssertClose(golden, "head.target_norm", target);
        GoldenTolerance.AssertClose(golden, "head.patch_loss", ReconstructionLoss.OfPatches(predicted, target));
        Tensor hidden = golden.Tensor("mask.mask").to(@bool);
        GoldenTolerance.AssertClose(golden, "loss.rc", ReconstructionLoss.Compute(predicted[hidden], target[hidden]));
    }
}
