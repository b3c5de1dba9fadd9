using Cmae.MLNet.Modeling;
using Cmae.MLNet.Tensors;
using TorchSharp;
using static TorchSharp.torch;

namespace Cmae.MLNet.Tests.Modeling;

[TestClass]
public sealed class PatchesTests
{
    [TestMethod]
    public void PatchesAreInRowColumnChannelOrder()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor image = TensorArithmetic.Counting(3 * 4 * 4, CPU).view(1, 3, 4, 4);   // value = 16·channel + 4·row + column
        long[] second = Patches.Patchify(image, 2)[0, 1].data<long>().ToArray();
        CollectionAssert.AreEqual(new long[] { 2, 18, 34, 3, 19, 35, 6, 22, 38, 7, 23, 39 }, second);
    }

    [TestMethod]
    public void UnpatchifyPutsImagesTogetherAgain()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor images = TensorArithmetic.Counting(2 * 3 * 6 * 6, CPU).view(2, 3, 6, 6);
        Assert.IsTrue(Patches.Unpatchify(Patches.Patchify(images, 2), 2).equal(images).all().item<bool>());
    }

    [TestMethod]
    public void DenormalizeTakesNormalizeBack()
    {
        using DisposeScope scope = NewDisposeScope();
        using var generator = new Generator(2);
        Tensor patches = rand([2, 4, 12], generator: generator).Times(255);
        Tensor normalized = Patches.Normalize(patches);
        Assert.AreEqual(0, normalized.mean([-1]).abs().max().item<float>(), 1e-5);
        Assert.AreEqual(1, normalized.var(-1, unbiased: true).mean().item<float>(), 1e-4);
        Assert.IsTrue(Patches.Denormalize(normalized, patches).allclose(patches));
    }
}
