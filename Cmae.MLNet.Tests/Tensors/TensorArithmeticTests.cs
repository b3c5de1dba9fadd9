using Cmae.MLNet.Tensors;
using TorchSharp;
using static TorchSharp.torch;

namespace Cmae.MLNet.Tests.Tensors;

[TestClass]
public sealed class TensorArithmeticTests
{
    [TestMethod]
    public void GivesWhatTheOperatorsGive()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor a = tensor(new float[] { 1, -2, 3 }), b = tensor(new float[] { 5, 7, -11 });
        AssertEqual([6, 5, -8], a.Plus(b));
        AssertEqual([1.5f, -1.5f, 3.5f], a.Plus(0.5));
        AssertEqual([2, -4, 6], a.Times(2));
        AssertEqual([0.5f, -1, 1.5f], a.Over(2));
        AssertEqual([1, 0, 2], a.Within(0, 2));
        AssertEqual([1, 4, 9], a.Squared());
        Tensor counter = tensor(41L);
        counter.Increment();
        Assert.AreEqual(42, counter.item<long>());
        CollectionAssert.AreEqual(new long[] { 0, 1, 2 }, TensorArithmetic.Counting(3, CPU).data<long>().ToArray());
        AssertEqual([1, 0, 1], a.IsAtLeast(1).to_type(ScalarType.Float32));
    }

    private static void AssertEqual(float[] expected, Tensor actual) => CollectionAssert.AreEqual(expected, actual.data<float>().ToArray());
}
