using System.Globalization;
using System.Text.RegularExpressions;
using Cmae.MLNet.Classification;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Cmae.MLNet.Tests.Classification;

[TestClass]
public sealed partial class MixupTests
{
    public static IEnumerable<string> Fixtures => GoldenFolder.Configurations("mixup_cutmix.safetensors");

    [GeneratedRegex(@"^(mixup\d+)\.lam$")]
    private static partial Regex MixupCase { get; }

    [TestMethod]
    [DynamicData(nameof(Fixtures))]
    public void ImagesAndLabelsAreTheReferences(string name)
    {
        using DisposeScope scope = NewDisposeScope();
        var golden = new GoldenFixture(name + "mixup_cutmix.safetensors");
        Tensor labels = functional.one_hot(
            golden.Tensor("in.label"), int.Parse(golden.Metadata["num_classes"], CultureInfo.InvariantCulture));
        string[] cases =
        [
            .. golden.Names.Select(name => MixupCase.Match(name)).Where(match => match.Success).Select(match => match.Groups[1].Value),
        ];
        Assert.AreNotEqual(0, cases.Length);
        foreach (string mix in cases)
        {
            (Tensor permutation, double lambda) = (golden.Tensor(mix + ".perm"), golden.Doubles(mix + ".lam")[0]);
            GoldenTolerance.AssertClose(golden, mix + ".img", Mixup.Mix(golden.Tensor("in.img"), permutation, lambda));
            GoldenTolerance.AssertClose(golden, mix + ".label", Mixup.Mix(labels.to_type(ScalarType.Float32), permutation, lambda));
        }
    }
}
