using System.Text.RegularExpressions;
using Cmae.MLNet.Classification;
using Cmae.MLNet.Tensors;
using TorchSharp;
using static TorchSharp.torch;

namespace Cmae.MLNet.Tests.Classification;

[TestClass]
public sealed partial class CutMixTests
{
    [GeneratedRegex(@"^(cutmix\d+)\.lam_drawn$")]
    private static partial Regex CutMixCase { get; }

    [TestMethod]
    [DynamicData(nameof(MixingFixture.Configurations), typeof(MixingFixture))]
    public void BoxesImagesAndLabelsAreTheReferences(string name)
    {
        using DisposeScope scope = NewDisposeScope();
        var fixture = new MixingFixture(name);
        (GoldenFixture golden, Tensor images) = (fixture.Golden, fixture.Images);
        (int height, int width) = ((int)images.shape[2], (int)images.shape[3]);
        foreach (string mix in fixture.Cases(CutMixCase))
        {
            int[] center = Array.ConvertAll(golden.Longs(mix + ".center_yx"), value => (int)value);
            CutMixBox box = CutMix.Box(height, width, golden.Doubles(mix + ".lam_drawn")[0], center[0], center[1]);
            CollectionAssert.AreEqual(golden.Longs(mix + ".box_yl_yu_xl_xu"), new long[] { box.Top, box.Bottom, box.Left, box.Right }, mix);
            Assert.AreEqual(golden.Doubles(mix + ".lam_corrected")[0], box.Lambda(height, width), 1e-12, mix);
            Tensor permutation = golden.Tensor(mix + ".perm");
            GoldenTolerance.AssertClose(golden, mix + ".img", CutMix.Paste(images, permutation, box));
            GoldenTolerance.AssertClose(golden, mix + ".label", Mixup.Mix(fixture.Labels, permutation, box.Lambda(height, width)));
        }
    }

    [TestMethod]
    public void AnEmptyBoxChangesNothing()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor images = UniformNoise.Draw(new Random(1), CPU, 2, 3, 4, 4);
        CutMixBox box = CutMix.Box(4, 4, lambda: 1, centerRow: 3, centerColumn: 0);
        Assert.IsTrue(images.equal(CutMix.Paste(images, tensor(new long[] { 1, 0 }), box)).all().item<bool>());
        Assert.AreEqual(1, box.Lambda(4, 4));
    }
}
