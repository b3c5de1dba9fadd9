using Cmae.MLNet.FineTuning;
using Cmae.MLNet.Modeling;
using Cmae.MLNet.Tensors;
using Cmae.MLNet.Tests.Modeling;
using TorchSharp;
using static TorchSharp.torch;

namespace Cmae.MLNet.Tests.FineTuning;

[TestClass]
public sealed class FeatureStandardizationTests
{
    /// <summary>The official probe's BatchNorm, linear layer and cross entropy, where the batch is the whole training set.</summary>
    [TestMethod]
    [DynamicData(nameof(GoldenClassifier.Configurations), typeof(GoldenClassifier))]
    public void LogitsLossAndGradientsAreTheReferences(string name)
    {
        using DisposeScope scope = NewDisposeScope();
        var golden = new GoldenFixture(name + "_finetune.safetensors");
        Tensor features = golden.Tensor("final_norm.features");
        using var standardization = new FeatureStandardization(features);
        using ClassificationHead head = Head(golden);

        Tensor logits = head.forward(standardization.Standardize(features));
        GoldenTolerance.AssertClose(golden, "linprobe.logits", logits);
        Tensor labels = nn.functional.one_hot(golden.Tensor("in.label"), golden.Integer("num_classes"));
        Tensor loss = SoftCrossEntropyLoss.Compute(logits, labels, smoothing: 0);
        GoldenTolerance.AssertClose(golden, "linprobe.loss", loss);
        loss.backward();
        GoldenTolerance.AssertClose(golden, "linprobe.grad_weight", head.head.weight!.grad!);
        GoldenTolerance.AssertClose(golden, "linprobe.grad_bias", head.head.bias!.grad!);
    }

    [TestMethod]
    [DynamicData(nameof(GoldenClassifier.Configurations), typeof(GoldenClassifier))]
    public void AFoldedHeadNeedsNoStandardization(string name)
    {
        using DisposeScope scope = NewDisposeScope();
        var golden = new GoldenFixture(name + "_finetune.safetensors");
        Tensor features = golden.Tensor("final_norm.features");
        using var standardization = new FeatureStandardization(features);
        using ClassificationHead head = Head(golden);
        (CmaeWeightTensor weight, CmaeWeightTensor bias) = standardization.Fold(head.head.weight!, head.head.bias!);
        Tensor folded = features.matmul(tensor(weight.Values.ToArray(), [.. weight.Shape]).t()).Plus(tensor(bias.Values.ToArray()));
        Assert.IsLessThan(1e-4, (folded - golden.Tensor("linprobe.logits")).abs().max().item<float>());
    }

    private static ClassificationHead Head(GoldenFixture golden)
    {
        var head = new ClassificationHead((int)golden.Shape("linprobe.weight")[1], (int)golden.Shape("linprobe.weight")[0]);
        using IDisposable noGradient = no_grad();
        head.head.weight!.copy_(golden.Tensor("linprobe.weight"));
        head.head.bias!.copy_(golden.Tensor("linprobe.bias"));
        return head;
    }
}
