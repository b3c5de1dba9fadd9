using Cmae.MLNet.Modeling;
using TorchSharp;
using static TorchSharp.torch;

namespace Cmae.MLNet.Tests.Modeling;

[TestClass]
public sealed class DotProductAttentionTests
{
    [TestMethod]
    public void AttentionInBfloat16IsTheFusedOneUpToRounding()
    {
        using DisposeScope scope = NewDisposeScope();
        using var generator = new Generator(3);
        Tensor[] parts = [.. Enumerable.Range(0, 3).Select(_ => randn([2, 3, 5, 8], generator: generator))];
        Tensor expected = DotProductAttention.Attend(parts[0], parts[1], parts[2]);
        Tensor[] rounded = [.. parts.Select(part => part.bfloat16())];
        Tensor actual = DotProductAttention.Attend(rounded[0], rounded[1], rounded[2]);
        Assert.AreEqual(ScalarType.BFloat16, actual.dtype);
        Assert.IsLessThan(0.03f, (actual.to_type(ScalarType.Float32) - expected).abs().max().item<float>());
    }
}
