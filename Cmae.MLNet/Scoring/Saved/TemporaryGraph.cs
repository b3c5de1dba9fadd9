using Cmae.MLNet.Onnx.Format;
using Google.Protobuf;

namespace Cmae.MLNet.Scoring;

/// <summary>An ONNX graph in a temporary file, deleted with this object: ML.NET's own way from a stream leaves its file behind.</summary>
internal sealed class TemporaryGraph : IDisposable
{
    private TemporaryGraph(string path) => Path = path;

    public string Path { get; }

    public static TemporaryGraph Write(ModelProto model)
    {
        var graph = new TemporaryGraph(System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"cmae-{Environment.ProcessId}-{Guid.NewGuid():N}.onnx"));
        try
        {
            using FileStream stream = File.Create(graph.Path);
            model.WriteTo(stream);
            return graph;
        }
        catch
        {
            graph.Dispose();
            throw;
        }
    }

    public void Dispose() => File.Delete(Path);
}
