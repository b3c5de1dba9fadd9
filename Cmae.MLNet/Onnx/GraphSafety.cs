using Cmae.MLNet.Onnx.Format;

namespace Cmae.MLNet.Onnx;

/// <summary>What a graph from a file may ask of ONNX Runtime: standard operators on values in the file itself, and nothing else.</summary>
internal static class GraphSafety
{
    private static readonly string[] s_domains = ["", "ai.onnx"];

    /// <summary>Refuses graphs that read other files or need operators of others.</summary>
    /// <param name="model">A parsed model.</param>
    /// <param name="where">The file, for messages.</param>
    /// <exception cref="InvalidDataException">The graph is not one that this library writes.</exception>
    public static void Check(ModelProto model, string where)
    {
        IEnumerable<TensorProto> tensors = (model.Graph?.Initializer ?? []).Concat(
            (model.Graph?.Node ?? []).SelectMany(node => node.Attribute).Where(attribute => attribute.T is not null).Select(attribute => attribute.T));
        if (tensors.FirstOrDefault(tensor => tensor.DataLocation == TensorProto.Types.DataLocation.External || tensor.ExternalData.Count > 0) is { } external)
            throw Refused(where, $"keeps the values of '{external.Name}' in another file");
        IEnumerable<string> domains = model.OpsetImport.Select(import => import.Domain).Concat((model.Graph?.Node ?? []).Select(node => node.Domain));
        if (domains.FirstOrDefault(domain => !s_domains.Contains(domain)) is { } foreign)
            throw Refused(where, $"needs operators of '{foreign}', which are not part of ONNX");
    }

    private static InvalidDataException Refused(string where, string what) =>
        new($"'{where}' was not written by this library: its graph {what}. Only files written by CmaeEncoder.Save, ExportOnnx or an ML.NET model of this library are read.");
}
