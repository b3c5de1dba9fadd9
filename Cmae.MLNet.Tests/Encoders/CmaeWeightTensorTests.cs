namespace Cmae.MLNet.Tests.Encoders;

[TestClass]
public sealed class CmaeWeightTensorTests
{
    [TestMethod]
    public void TheArrayIsWrappedAndTheShapeCopied()
    {
        long[] shape = [2, 3];
        float[] values = [1, 2, 3, 4, 5, 6];
        var tensor = new CmaeWeightTensor(shape, values);
        shape[0] = 9;
        CollectionAssert.AreEqual(new long[] { 2, 3 }, tensor.Shape.ToArray());
        CollectionAssert.AreEqual(values, tensor.Values.ToArray());
        Assert.AreSame(values, tensor.Array);
    }

    [TestMethod]
    public void AScalarHasAnEmptyShape() => Assert.AreEqual(7, new CmaeWeightTensor([], [7]).Values.Span[0]);

    [TestMethod]
    public void AnotherNumberOfValuesIsRefused() => Assert.AreEqual(
        "The shape [2, 3] has 6 values, but the array has 5. (Parameter 'values')",
        Assert.ThrowsExactly<ArgumentException>(() => new CmaeWeightTensor([2, 3], new float[5])).Message);

    [TestMethod]
    public void AShapeThatOverflowsIsRefused() =>
        Assert.ThrowsExactly<OverflowException>(() => new CmaeWeightTensor([long.MaxValue, 2], []));
}
