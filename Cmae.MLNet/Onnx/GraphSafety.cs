using Cmae.MLNet.Onnx.Format;

namespace Cmae.MLNet.Onnx;

/// <summary>What a graph from a file may ask of ONNX Runtime: standard operators on values in the file itself, and nothing else.</summary>
internal static class GraphSafety
{
    /// <summary>The domains of the operators that ONNX Runtime has by itself.</summary>
    private static readonly string[] s_domains = ["", "ai.onnx", "ai.onnx.ml", "com.microsoft"];

    /// <summary>Refuses models that read other files or need other operators, also in the graphs inside their nodes.</summary>
    /// <param name="model">A parsed model.</param>
    /// <param name="where">The file, for messages.</param>
    /// <exception cref="InvalidDataException">The model asks for more.</exception>
    public static void Check(ModelProto model, string where)
    {
        NodeProto[] inFunctions = [.. model.Functions.SelectMany(function => function.Node)];
        GraphProto[] graphs = [.. model.Graph is null ? [] : WithInner(model.Graph), .. Inner(inFunctions)];
        NodeProto[] nodes = [.. graphs.SelectMany(graph => graph.Node), .. inFunctions];
        IEnumerable<TensorProto?> tensors = graphs.SelectMany(Values).Concat(nodes.SelectMany(node => node.Attribute).SelectMany(Values));
        if (tensors.FirstOrDefault(IsExternal) is { } external)
            throw Refused(where, $"keeps the values of '{external.Name}' in another file");

        IEnumerable<string> domains = model.OpsetImport
            .Concat(model.Functions.SelectMany(function => function.OpsetImport))
            .Select(operators => operators.Domain)
            .Concat(nodes.Select(node => node.Domain));
        if (domains.FirstOrDefault(domain => !s_domains.Contains(domain)) is { } foreign)
            throw Refused(where, $"needs operators of '{foreign}', which ONNX Runtime does not have");
    }

    private static IEnumerable<GraphProto> WithInner(GraphProto graph) => Inner(graph.Node).Prepend(graph);

    /// <summary>The graphs inside nodes, such as the branches of an If; the parser has bounded how deep they are nested.</summary>
    private static IEnumerable<GraphProto> Inner(IEnumerable<NodeProto> nodes) =>
        nodes.SelectMany(node => node.Attribute)
            .SelectMany(attribute => attribute.G is null ? attribute.Graphs : attribute.Graphs.Prepend(attribute.G))
            .SelectMany(WithInner);

    private static IEnumerable<TensorProto?> Values(GraphProto graph) =>
        graph.Initializer.Concat(graph.SparseInitializer.SelectMany(Values));

    private static IEnumerable<TensorProto?> Values(AttributeProto attribute) =>
        attribute.Tensors.Append(attribute.T).Concat(attribute.SparseTensors.Append(attribute.SparseTensor).SelectMany(Values));

    private static IEnumerable<TensorProto?> Values(SparseTensorProto? tensor) => tensor is null ? [] : [tensor.Values, tensor.Indices];

    private static bool IsExternal(TensorProto? tensor) =>
        tensor is not null && (tensor.DataLocation == TensorProto.Types.DataLocation.External || tensor.ExternalData.Count > 0);

    private static InvalidDataException Refused(string where, string what) =>
        new($"'{where}' is refused before anything in it runs: its graph {what}. Take a file that this library wrote.");
}
