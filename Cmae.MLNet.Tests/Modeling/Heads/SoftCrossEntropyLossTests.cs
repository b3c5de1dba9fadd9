using System.Globalization;
using Cmae.MLNet.Modeling;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Cmae.MLNet.Tests.Modeling;

[TestClass]
public sealed class SoftCrossEntropyLossTests
{
    public static IEnumerable<string> Fixtures => GoldenFolder.Configurations("mixup_cutmix.safetensors");

    private const double LabelSmoothing = 0.1;

    [TestMethod]
    [DynamicData(nameof(Fixtures))]
    public void LossesAreTheReferences(string name)
    {
        using DisposeScope scope = NewDisposeScope();
        var golden = new GoldenFixture(name + "mixup_cutmix.safetensors");
        Tensor logits = golden.Tensor("label_smooth.logits");
        int classes = int.Parse(golden.Metadata["num_classes"], CultureInfo.InvariantCulture);
        Tensor labels = functional.one_hot(golden.Tensor("in.label"), classes), mixed = golden.Tensor("mixup0.label");
        GoldenTolerance.AssertClose(golden, "label_smooth.loss_index", SoftCrossEntropyLoss.Compute(logits, labels, LabelSmoothing));
        GoldenTolerance.AssertClose(golden, "label_smooth.loss_mixup0", SoftCrossEntropyLoss.Compute(logits, mixed, LabelSmoothing));
    }
}
