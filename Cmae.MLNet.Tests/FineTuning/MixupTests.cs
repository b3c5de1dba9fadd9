using System.Globalization;
using System.Text.RegularExpressions;
using Cmae.MLNet.FineTuning;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Cmae.MLNet.Tests.FineTuning;

[TestClass]
public sealed partial class MixupTests
{
    [GeneratedRegex(@"^(mixup\d+)\.lam$")]
    private static partial Regex MixupCase { get; }

    [TestMethod]
    public void ImagesAndLabelsAreTheReferences()
    {
        using DisposeScope scope = NewDisposeScope();
        var golden = new GoldenFixture("mixup_cutmix.safetensors");
        Tensor labels = functional.one_hot(golden.Tensor("in.label"), int.Parse(golden.Metadata["num_classes"], CultureInfo.InvariantCulture));
        string[] cases = [.. golden.Names.Select(name => MixupCase.Match(name)).Where(match => match.Success).Select(match => match.Groups[1].Value)];
        Assert.AreNotEqual(0, cases.Length);
        foreach (string name in cases)
        {
            (Tensor permutation, double lambda) = (golden.Tensor(name + ".perm"), golden.Doubles(name + ".lam")[0]);
            GoldenTolerance.AssertClose(golden, name + ".img", Mixup.Mix(golden.Tensor("in.img"), permutation, lambda));
            GoldenTolerance.AssertClose(golden, name + ".label", Mixup.Mix(labels.to_type(ScalarType.Float32), permutation, lambda));
        }
    }
}
