using Cmae.MLNet.Tensors;
using TorchSharp;
using static TorchSharp.torch;

namespace Cmae.MLNet.Tests.Tensors;

[TestClass]
public sealed class UniformNoiseTests
{
    [TestMethod]
    public void ValuesAreDrawnInRowMajorOrder()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor noise = UniformNoise.Draw(new Random(5), CPU, 2, 3);
        CollectionAssert.AreEqual(new long[] { 2, 3 }, noise.shape);
        var random = new Random(5);
        CollectionAssert.AreEqual(Enumerable.Range(0, 6).Select(_ => random.NextSingle()).ToArray(), noise.data<float>().ToArray());
    }
}
