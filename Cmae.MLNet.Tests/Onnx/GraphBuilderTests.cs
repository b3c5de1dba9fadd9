using Cmae.MLNet.Onnx;

namespace Cmae.MLNet.Tests.Onnx;

[TestClass]
public sealed class GraphBuilderTests
{
    [TestMethod]
    public void MoreThanTheFormatAllowsIsRefused()
    {
        var graph = new GraphBuilder(maximumBytes: 100);
        graph.Floats("a", [20], new float[20]);
        string message = Assert.ThrowsExactly<NotSupportedException>(() => graph.Floats("b", [6], new float[6])).Message;
        StringAssert.Contains(message, "too large for ONNX");
    }
}
