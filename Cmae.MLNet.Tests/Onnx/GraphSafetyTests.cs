using Cmae.MLNet.Onnx;
using Cmae.MLNet.Onnx.Format;
using Cmae.MLNet.Tests.Encoders;
using Google.Protobuf;

namespace Cmae.MLNet.Tests.Onnx;

/// <summary>A graph that claims to be one of ours, and asks for more than ours do, is refused before anything runs it.</summary>
[TestClass]
public sealed class GraphSafetyTests
{
    [TestMethod]
    public void ValuesInAnotherFileAreRefused() => AssertRefused(
        model =>
        {
            TensorProto tensor = model.Graph.Initializer[0];
            tensor.DataLocation = TensorProto.Types.DataLocation.External;
            tensor.ExternalData.Add(new StringStringEntryProto { Key = "location", Value = "/etc/passwd" });
        },
        "its graph keeps the values of 'cls_token' in another file");

    [TestMethod]
    public void AnAttributeWithValuesInAnotherFileIsRefused() => AssertRefused(
        model => model.Graph.Node[0].Attribute.Add(new AttributeProto
        {
            Name = "value",
            T = External("hidden"),
        }),
        "its graph keeps the values of 'hidden' in another file");

    [TestMethod]
    public void OperatorsOfOthersAreRefused() =>
        AssertRefused(model => model.Graph.Node[0].Domain = "com.example", "its graph needs operators of 'com.example'");

    [TestMethod]
    public void SetsOfOperatorsOfOthersAreRefused() => AssertRefused(
        model => model.OpsetImport.Add(new OperatorSetIdProto { Domain = "com.example", Version = 1 }),
        "its graph needs operators of 'com.example'");

    [TestMethod]
    public void SparseValuesInAnotherFileAreRefused() => AssertRefused(
        model => model.Graph.SparseInitializer.Add(new SparseTensorProto { Values = External("sparse"), Indices = new TensorProto() }),
        "its graph keeps the values of 'sparse' in another file");

    [TestMethod]
    public void ValuesOfAGraphInsideANodeAreRefused() => AssertRefused(
        model => model.Graph.Node.Add(Branch(new GraphProto { Initializer = { External("inner") } })),
        "its graph keeps the values of 'inner' in another file");

    [TestMethod]
    public void OperatorsOfAGraphInsideANodeAreRefused() => AssertRefused(
        model => model.Graph.Node.Add(Branch(new GraphProto { Node = { Branch(new GraphProto { Node = { Foreign() } }) } })),
        "its graph needs operators of 'com.example'");

    [TestMethod]
    public void OperatorsOfAFunctionAreRefused() => AssertRefused(
        model => model.Functions.Add(new FunctionProto { Node = { Foreign() } }), "its graph needs operators of 'com.example'");

    private static NodeProto Foreign() => new() { OpType = "Run", Domain = "com.example" };

    private static NodeProto Branch(GraphProto graph) =>
        new() { OpType = "If", Attribute = { new AttributeProto { Name = "then", G = graph } } };

    private static TensorProto External(string name) =>
        new() { Name = name, ExternalData = { new StringStringEntryProto { Key = "location", Value = "x" } } };

    private static void AssertRefused(Action<ModelProto> change, string message)
    {
        using var folder = new TemporaryFolder();
        ModelProto model = EncoderGraph.Batched(RandomEncoder.Create(), CmaeFeatureKind.MeanPatch);
        change(model);
        model.MetadataProps.Remove(model.MetadataProps.First(pair => pair.Key == GraphChecksum.MetadataKey));
        GraphChecksum.Add(model); // whoever makes such a graph can do that, too
        File.WriteAllBytes(folder["a.onnx"], model.ToByteArray());
        StringAssert.Contains(Assert.ThrowsExactly<InvalidDataException>(() => CmaeEncoder.Load(folder["a.onnx"])).Message, message);
    }
}
