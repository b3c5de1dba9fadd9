using Cmae.MLNet.Onnx.Format;

namespace Cmae.MLNet.Onnx;

/// <summary>What a graph from a file may ask of ONNX Runtime: standard operators on values in the file itself, and nothing else.</summary>
internal static class GraphSafety
{
    /// <summary>What ONNX Runtime has without libraries of others.</summary>
    private static readonly string[] s_domains = ["", "ai.onnx", "ai.onnx.ml", "com.microsoft"];

    /// <summary>Refuses graphs that read other files or need operators of others.</summary>
    /// <param name="model">A parsed model.</param>
    /// <param name="where">The file, for messages.</param>
    /// <exception cref="InvalidDataException">The graph asks for more.</exception>
    public static void Check(ModelProto model, string where)
    {
        IEnumerable<TensorProto> tensors = (model.Graph?.Initializer ?? []).Concat(
            (model.Graph?.Node ?? []).SelectMany(node => node.Attribute).Where(attribute => attribute.T is not null).Select(attribute => attribute.T));
        if (tensors.FirstOrDefault(tensor => tensor.DataLocation == TensorProto.Types.DataLocation.External || tensor.ExternalData.Count > 0) is { } external)
            throw Refused(where, $"keeps the values of '{external.Name}' in another file");
        IEnumerable<string> domains = model.OpsetImport.Select(import => import.Domain).Concat((model.Graph?.Node ?? []).Select(node => node.Domain));
        if (domains.FirstOrDefault(domain => !s_domains.Contains(domain)) is { } foreign)
            throw Refused(where, $"needs operators of '{foreign}', which ONNX Runtime does not have");
    }

    private static InvalidDataException Refused(string where, string what) =>
        new($"'{where}' is refused before anything in it runs: its graph {what}. Take a file that this library wrote.");
}
