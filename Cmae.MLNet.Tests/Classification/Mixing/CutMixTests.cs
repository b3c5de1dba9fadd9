using System.Globalization;
using System.Text.RegularExpressions;
using Cmae.MLNet.Classification;
using Cmae.MLNet.Tensors;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Cmae.MLNet.Tests.Classification;

[TestClass]
public sealed partial class CutMixTests
{
    public static IEnumerable<string> Fixtures => GoldenFolder.Configurations("mixup_cutmix.safetensors");

    [GeneratedRegex(@"^(cutmix\d+)\.lam_drawn$")]
    private static partial Regex CutMixCase { get; }

    [TestMethod]
    [DynamicData(nameof(Fixtures))]
    public void BoxesImagesAndLabelsAreTheReferences(string name)
    {
        using DisposeScope scope = NewDisposeScope();
        var golden = new GoldenFixture(name + "mixup_cutmix.safetensors");
        Tensor images = golden.Tensor("in.img");
        (int height, int width) = ((int)images.shape[2], (int)images.shape[3]);
        Tensor labels = functional.one_hot(
            golden.Tensor("in.label"), int.Parse(golden.Metadata["num_classes"], CultureInfo.InvariantCulture));
        string[] cases =
        [
            .. golden.Names.Select(name => CutMixCase.Match(name)).Where(match => match.Success).Select(match => match.Groups[1].Value),
        ];
        Assert.AreNotEqual(0, cases.Length);
        foreach (string mix in cases)
        {
            int[] center = Array.ConvertAll(golden.Longs(mix + ".center_yx"), value => (int)value);
            CutMixBox box = CutMix.Box(height, width, golden.Doubles(mix + ".lam_drawn")[0], center[0], center[1]);
            CollectionAssert.AreEqual(golden.Longs(mix + ".box_yl_yu_xl_xu"), new long[] { box.Top, box.Bottom, box.Left, box.Right }, mix);
            Assert.AreEqual(golden.Doubles(mix + ".lam_corrected")[0], box.Lambda(height, width), 1e-12, mix);
            Tensor permutation = golden.Tensor(mix + ".perm");
            GoldenTolerance.AssertClose(golden, mix + ".img", CutMix.Paste(images, permutation, box));
            GoldenTolerance.AssertClose(
                golden, mix + ".label", Mixup.Mix(labels.to_type(ScalarType.Float32), permutation, box.Lambda(height, width)));
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
