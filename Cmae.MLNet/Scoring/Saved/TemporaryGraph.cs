using Cmae.MLNet.Onnx.Format;
using Google.Protobuf;

namespace Cmae.MLNet.Scoring;

/// <summary>An ONNX graph in a temporary file, deleted with this object. Given a stream, ML.NET makes such a file itself and leaves it behind.</summary>
internal sealed class TemporaryGraph : IDisposable
{
    private TemporaryGraph(string path) => Path = path;

    public string Path { get; }

    public static TemporaryGraph Write(ModelProto model)
    {
        string name = $"cmae-{Environment.ProcessId}-{Guid.NewGuid():N}.onnx";
        var graph = new TemporaryGraph(System.IO.Path.Combine(System.IO.Path.GetTempPath(), name));
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
