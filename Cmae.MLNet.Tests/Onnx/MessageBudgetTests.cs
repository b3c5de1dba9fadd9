using System.IO.Compression;
using Cmae.MLNet.Onnx;
using Cmae.MLNet.Onnx.Format;
using Cmae.MLNet.Tests.Encoders;
using Google.Protobuf;

namespace Cmae.MLNet.Tests.Onnx;

[TestClass]
[DoNotParallelize]
public sealed class MessageBudgetTests
{
    private const int Count = 8 << 20;

    /// <summary>Two bytes of a graph that become an object each: an empty initializer, node, input, or (in a node) an empty name.</summary>
    public static IEnumerable<object[]> Parts => [[(byte)0x2A], [(byte)0x0A], [(byte)0x5A], [(byte)0x62]];

    [TestMethod]
    [DynamicData(nameof(Parts))]
    public void MillionsOfEmptyPartsCostNextToNothing(byte tag)
    {
        using var folder = new TemporaryFolder();
        byte[] model = ManyParts(tag);
        File.WriteAllBytes(folder["a.onnx"], model);
        WriteZip(folder["a.zip"], model);
        Assert.IsLessThan(100 << 10, new FileInfo(folder["a.zip"]).Length);
        foreach (string name in (string[])["a.onnx", "a.zip"])
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            string message = Assert.ThrowsExactly<InvalidDataException>(() => CmaeEncoder.Load(folder[name])).Message;
            Assert.IsLessThan(2 << 20, GC.GetAllocatedBytesForCurrentThread() - before, message);
            StringAssert.Contains(message, name == "a.onnx" ? "its many small parts would take far more memory" : "a.zip' is");
        }
    }

    [TestMethod]
    [DataRow(new byte[] { 0x0B, 1, 2 }, "it has a field of kind 3")]
    [DataRow(new byte[] { 0x3A, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1 }, "more than the format allows")]
    [DataRow(new byte[] { 0x08, 0xFF, 0xFF }, "a number in it does not end")]
    [DataRow(new byte[] { 0x12, 9, 1 }, "it ends too early")]
    public void WhatIsNotAMessageIsNamed(byte[] bytes, string message) =>
        StringAssert.Contains(
            Assert.ThrowsExactly<InvalidDataException>(() => MessageBudget.Check(new MemoryStream(bytes), bytes.Length)).Message, message);

    [TestMethod]
    public void GraphsInsideGraphsHaveALimit()
    {
        var graph = new GraphProto();
        for (int i = 0; i < 34; i++) // of three messages each: the graph, its node, and the node's attribute
            graph = new GraphProto { Node = { new NodeProto { Attribute = { new AttributeProto { G = graph } } } } };
        byte[] bytes = new ModelProto { Graph = graph }.ToByteArray();
        StringAssert.Contains(
            Assert.ThrowsExactly<InvalidDataException>(() => MessageBudget.Check(new MemoryStream(bytes), bytes.Length)).Message,
            "its parts are nested deeper than 100 levels");
    }

    [TestMethod]
    public void AnEncodersGraphIsFarWithin()
    {
        byte[] model = EncoderGraph.Batched(RandomEncoder.Create(), CmaeFeatureKind.MeanPatch).ToByteArray();
        MessageBudget.Check(new MemoryStream(model), model.Length);
        Assert.ThrowsExactly<InvalidDataException>(
            () => MessageBudget.Check(new MemoryStream(model), length: -(16 << 20)), "The least that is allowed.");
    }

    private static byte[] ManyParts(byte tag)
    {
        byte[] start = new ModelProto { IrVersion = 9, ProducerName = "a" }.ToByteArray();
        var bytes = new MemoryStream();
        bytes.Write(start);
        using (var output = new CodedOutputStream(bytes, leaveOpen: true))
        {
            output.WriteTag(ModelProto.GraphFieldNumber, WireFormat.WireType.LengthDelimited);
            output.WriteLength(2 * Count);
        }
        var parts = new byte[2 * Count];
        for (int i = 0; i < Count; i++)
            parts[2 * i] = tag;
        bytes.Write(parts);
        return bytes.ToArray();
    }

    private static void WriteZip(string path, byte[] model)
    {
        using ZipArchive zip = ZipFile.Open(path, ZipArchiveMode.Create);
        using Stream entry = zip.CreateEntry("TransformerChain/OnnxModel").Open();
        entry.Write(BitConverter.GetBytes(model.Length));
        entry.Write(model);
    }
}
