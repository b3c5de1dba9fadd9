using Cmae.MLNet.Pretraining.RunFolder.Format;
using Google.Protobuf;

namespace Cmae.MLNet.Pretraining.RunFolder;

/// <summary>The figures of a run in TensorBoard's format: one event per step, passed to the operating system at once.</summary>
/// <remarks>TorchSharp has a writer too, but it opens the file for every scalar, writes times in its own units, and cannot go back to a step.</remarks>
internal sealed class TensorBoardFile : IDisposable
{
    private const string Version = "brain.Event:2";

    private readonly FileStream _stream;

    private TensorBoardFile(FileStream stream) => _stream = stream;

    /// <summary>Opens the event file of a folder, or creates it.</summary>
    /// <param name="folder">The folder of the run.</param>
    /// <param name="lastStep">Events of later steps are removed, and so is an event that a killed process left half-written.</param>
    public static TensorBoardFile Open(string folder, long lastStep)
    {
        string path = Directory.GetFiles(folder, "events.out.tfevents.*").Order(StringComparer.Ordinal).FirstOrDefault()
            ?? Path.Combine(folder, NewName(DateTimeOffset.UtcNow));
        var file = new TensorBoardFile(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read));
        long length = KeptLength(file._stream, lastStep);
        file._stream.SetLength(length);
        file._stream.Position = length;
        if (length == 0)
            file.Append(new Event { FileVersion = Version });
        return file;
    }

    /// <summary>Writes the figures of a step.</summary>
    /// <param name="step">Number of the step.</param>
    /// <param name="figures">Values by tag; a tag may start with a group and a slash.</param>
    public void Write(long step, IEnumerable<KeyValuePair<string, double>> figures)
    {
        var summary = new Summary();
        summary.Value.AddRange(figures.Select(figure => new Summary.Types.Value { Tag = figure.Key, SimpleValue = (float)figure.Value }));
        Append(new Event { Step = step, Summary = summary });
    }

    public void Dispose() => _stream.Dispose();

    private void Append(Event next)
    {
        next.WallTime = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() / 1e3;
        EventRecords.Append(_stream, next.ToByteArray());
        _stream.Flush();
    }

    private static string NewName(DateTimeOffset now) =>
        FormattableString.Invariant($"events.out.tfevents.{now.ToUnixTimeSeconds():d10}.cmae");

    private static long KeptLength(FileStream stream, long lastStep)
    {
        long length = 0;
        while (EventRecords.Read(stream) is { } data && Event.Parser.ParseFrom(data).Step <= lastStep)
            length = stream.Position;
        return length;
    }
}
