using System.Text.RegularExpressions;
using Cmae.MLNet.Classification;
using TorchSharp;
using static TorchSharp.torch;

namespace Cmae.MLNet.Tests.Classification;

[TestClass]
public sealed partial class MixupTests
{
    [GeneratedRegex(@"^(mixup\d+)\.lam$")]
    private static partial Regex MixupCase { get; }

    [TestMethod]
    [DynamicData(nameof(MixingFixture.Configurations), typeof(MixingFixture))]
    public void ImagesAndLabelsAreTheReferences(string name)
    {
        using DisposeScope scope = NewDisposeScope();
        var fixture = new MixingFixture(name);
        GoldenFixture golden = fixture.Golden;
        foreach (string mix in fixture.Cases(MixupCase))
        {
            (Tensor permutation, double lambda) = (golden.Tensor(mix + ".perm"), golden.Doubles(mix + ".lam")[0]);
            GoldenTolerance.AssertClose(golden, mix + ".img", Mixup.Mix(fixture.Images, permutation, lambda));
            GoldenTolerance.AssertClose(golden, mix + ".label", Mixup.Mix(fixture.Labels, permutation, lambda));
        }
    }
}
