using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Cmae.MLNet.Files;
using Cmae.MLNet.Onnx.Format;
using Google.Protobuf;

namespace Cmae.MLNet.Scoring;

/// <summary>An ONNX graph in a temporary file, deleted with this object. Given a stream, ML.NET makes such a file itself and leaves it behind.</summary>
internal sealed partial class TemporaryGraph : IDisposable
{
    private TemporaryGraph(string path) => Path = path;

    public string Path { get; }

    public static TemporaryGraph Write(ModelProto model)
    {
        string folder = System.IO.Path.GetTempPath(), name = $"cmae-{Environment.ProcessId}-{Guid.NewGuid():N}.onnx";
        Leftovers.Delete(
            folder, "cmae-*-*.onnx", found => OwnName().Match(found) is { Success: true } own && !IsRunning(own.Groups["process"].Value));
        FileSizeSignal.TurnIntoErrors();
        var graph = new TemporaryGraph(System.IO.Path.Combine(folder, name));
        try
        {
            using FileStream stream = File.Create(graph.Path);
            model.WriteTo(stream);
            return graph;
        }
        catch (Exception exception)
        {
            graph.Dispose();
            if (FileFailure.IsOfFile(exception))
                throw new IOException(
                    $"The model cannot be saved: its graph is written to the folder for temporary files first, '{folder}', and " +
                    $"{FileFailure.Reason(exception)}", exception);
            throw;
        }
    }

    public void Dispose() => File.Delete(Path);

    private static bool IsRunning(string processId)
    {
        try
        {
            using var process = Process.GetProcessById(int.Parse(processId, CultureInfo.InvariantCulture));
            return true;
        }
        catch (Exception exception) when (exception is ArgumentException or OverflowException)
        {
            return false;
        }
    }

    [GeneratedRegex("^cmae-(?<process>[0-9]+)-[0-9a-f]{32}\\.onnx$")]
    private static partial Regex OwnName();
}
