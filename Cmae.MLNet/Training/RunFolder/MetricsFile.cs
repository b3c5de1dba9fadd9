namespace Cmae.MLNet.Training.RunFolder;

/// <summary>metrics.jsonl: a line of JSON for every step, passed to the operating system at once, so that a killed process loses none.</summary>
internal sealed class MetricsFile<TLine> : IDisposable
    where TLine : class, IMetricsLine<TLine>
{
    private readonly RecordFile _records;

    private MetricsFile(FileStream stream) => _records = new(stream);

    /// <summary>Opens the file, or creates it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="lastStep">Lines of later steps are removed, and so is a line that a killed process left half-written.</param>
    /// <param name="recall">Told of every existing line that is kept; null if nobody needs them.</param>
    public static MetricsFile<TLine> Open(string path, long lastStep, Action<TLine>? recall = null)
    {
        // a buffer would keep what cannot be written
        var stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
        long kept = 0;
        foreach ((byte[] bytes, long end) in Lines(new BufferedStream(stream, 1 << 16)))
        {
            if (TLine.Parse(bytes) is not { } line || line.Step > lastStep)
                break;
            recall?.Invoke(line);
            kept = end;
        }
        stream.SetLength(kept);
        stream.Position = kept;
        return new(stream);
    }

    /// <summary>Writes a line.</summary>
    /// <returns>Why it cannot be written for now; null if it is.</returns>
    public string? Write(TLine line) => _records.Append(line.ToBytes());

    public void Dispose() => _records.Dispose();

    /// <summary>The complete lines, without their line breaks, and the position in the file where each ends.</summary>
    private static IEnumerable<(byte[] Line, long End)> Lines(Stream stream)
    {
        var line = new List<byte>();
        long position = 0;
        for (int next = stream.ReadByte(); next >= 0; next = stream.ReadByte())
        {
            position++;
            if (next != '\n')
            {
                line.Add((byte)next);
                continue;
            }
            yield return ([.. line], position);
            line.Clear();
        }
    }
}
