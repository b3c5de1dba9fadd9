using Cmae.MLNet.Training.RunFolder.Format;
using Google.Protobuf;

namespace Cmae.MLNet.Training.RunFolder;

/// <summary>The figures of a run in TensorBoard's format: one event per step, passed to the operating system at once.</summary>
/// <remarks>TorchSharp has a writer too, but it opens the file for every scalar, writes times in its own units, and cannot go back to a step.</remarks>
internal sealed class TensorBoardFile : IDisposable
{
    private const string Version = "brain.Event:2";

    private readonly RecordFile _records;

    private TensorBoardFile(FileStream stream) => _records = new(stream);

    /// <summary>Opens the event file of a folder, or creates it.</summary>
    /// <param name="folder">The folder of the run.</param>
    /// <param name="lastStep">Events of later steps are removed, and so is an event that a killed process left half-written.</param>
    public static TensorBoardFile Open(string folder, long lastStep)
    {
        string path = Directory.GetFiles(folder, "events.out.tfevents.*").Order(StringComparer.Ordinal).FirstOrDefault()
            ?? Path.Combine(folder, NewName(DateTimeOffset.UtcNow));
        // a buffer would keep what cannot be written
        var stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
        long length = KeptLength(new BufferedStream(stream, 1 << 16), lastStep);
        stream.SetLength(length);
        stream.Position = length;
        var file = new TensorBoardFile(stream);
        if (length == 0)
            file.Append(new Event { FileVersion = Version });
        return file;
    }

    /// <summary>Writes the figures of a step.</summary>
    /// <param name="step">Number of the step.</param>
    /// <param name="figures">Values by tag; a tag may start with a group and a slash.</param>
    /// <returns>Why they cannot be written for now; null if they are.</returns>
    public string? Write(long step, IEnumerable<KeyValuePair<string, double>> figures)
    {
        var summary = new Summary();
        summary.Value.AddRange(figures.Select(figure => new Summary.Types.Value { Tag = figure.Key, SimpleValue = (float)figure.Value }));
        return Append(new Event { Step = step, Summary = summary });
    }

    public void Dispose() => _records.Dispose();

    private string? Append(Event next)
    {
        next.WallTime = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() / 1e3;
        return _records.Append(EventRecords.Record(next.ToByteArray()));
    }

    private static string NewName(DateTimeOffset now) =>
        FormattableString.Invariant($"events.out.tfevents.{now.ToUnixTimeSeconds():d10}.cmae");

    private static long KeptLength(Stream stream, long lastStep)
    {
        long length = 0;
        while (EventRecords.Read(stream) is { } data && IsKept(Event.Parser.ParseFrom(data), lastStep))
            length = stream.Position;
        return length;
    }

    /// <summary>A run that begins anew measures its health before the first step anew, too.</summary>
    private static bool IsKept(Event read, long lastStep) => read.Step <= lastStep && (lastStep > 0 || read.Summary is null);
}
