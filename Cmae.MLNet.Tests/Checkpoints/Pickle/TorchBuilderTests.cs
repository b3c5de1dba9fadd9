using Cmae.MLNet.Checkpoints;

namespace Cmae.MLNet.Tests.Checkpoints;

[TestClass]
public sealed class TorchBuilderTests
{
    private static readonly TorchStorage s_storage = new("0", ElementType.F32, 12, 0);

    [TestMethod]
    public void AStorageIsTypedAndMayBeAViewInTheOldFormat()
    {
        var builder = new TorchBuilder();
        Assert.AreEqual(new TorchStorage("7", ElementType.BF16, 5, 0), builder.Persistent(Id("BFloat16Storage", 5L)));
        Assert.AreEqual(new TorchStorage("7", null, 5, 0), builder.Persistent(Id("ComplexFloatStorage", 5L)));
        Assert.AreEqual(new TorchStorage("7", ElementType.F64, 2, 3),
            builder.Persistent(Id("DoubleStorage", 5L).Append(new object?[] { "v", 3L, 2L }).ToArray()));
        Assert.ThrowsExactly<InvalidDataException>(() => builder.Persistent(Id("FloatStorage", -1L)));
        Assert.ThrowsExactly<InvalidDataException>(() => builder.Persistent(Id("FloatStorage", long.MaxValue)));
    }

    [TestMethod]
    public void TensorsAndParametersAreBuilt()
    {
        var tensor = (TorchTensor)Call("_rebuild_tensor_v2", s_storage, 2L, Tuple(2, 3), Tuple(1, 4), false, null)!;
        Assert.AreEqual((2L, 10L, false), (tensor.Offset, tensor.Span, tensor.IsContiguous));
        Assert.AreSame(tensor, Call("_rebuild_parameter", tensor, true, null));
        var untyped = new TorchStorage("1", ElementType.U8, 6, 0);
        var small = (TorchTensor)Call(
            "_rebuild_tensor_v3", untyped, 0L, Tuple(6), Tuple(1), false, null, new PickleGlobal("torch", "float8_e4m3fn"))!;
        Assert.AreEqual(ElementType.F8_E4M3, small.Type);
        var inner = new object?[] { s_storage, 0L, Tuple(3), Tuple(1), false, null };
        Assert.IsInstanceOfType<TorchTensor>(new TorchBuilder().Call(
            new("torch._tensor", "_rebuild_from_type_v2"), [new PickleGlobal("torch._utils", "_rebuild_tensor_v2"), null, inner, null]));
    }

    [TestMethod]
    [DataRow(10L, new long[] { 3 }, new long[] { 1 })]
    [DataRow(0L, new long[] { 3, 5 }, new long[] { 5, 1 })]
    [DataRow(long.MaxValue, new long[] { 1 }, new long[] { 1 })]
    [DataRow(0L, new long[] { 2, 2 }, new long[] { 9223372036854775807, 1 })]
    [DataRow(0L, new long[] { 1L << 40, 1L << 40 }, new long[] { 0, 0 })]
    [DataRow(-1L, new long[] { 1 }, new long[] { 1 })]
    [DataRow(0L, new long[] { -1 }, new long[] { 1 })]
    [DataRow(0L, new long[] { 2 }, new long[] { 1, 1 })]
    public void AViewBeyondItsStorageIsRefused(long offset, long[] shape, long[] strides) =>
        Assert.ThrowsExactly<InvalidDataException>(
            () => Call("_rebuild_tensor_v2", s_storage, offset, Tuple(shape), Tuple(strides), false, null));

    [TestMethod]
    public void AnythingElseStaysInert()
    {
        Assert.IsInstanceOfType<InertObject>(Call("_load_from_bytes", new byte[3]));
        Assert.IsInstanceOfType<InertObject>(Call("_rebuild_tensor_v2", "no storage"));
        Assert.IsInstanceOfType<InertObject>(new TorchBuilder().Call(new("builtins", "eval"), ["1"]));
    }

    private static object? Call(string function, params object?[] arguments) =>
        new TorchBuilder().Call(new("torch._utils", function), arguments);

    private static object?[] Id(string type, long count) => ["storage", new PickleGlobal("torch", type), "7", "cpu", count];

    private static object?[] Tuple(params long[] values) => [.. values.Cast<object?>()];
}
