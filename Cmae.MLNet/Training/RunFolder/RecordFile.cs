using Cmae.MLNet.Files;

namespace Cmae.MLNet.Training.RunFolder;

/// <summary>
/// A file that grows by whole records, each passed to the operating system at once. What cannot be written, because the disk is full or a
/// network folder is away, stays in memory and is written with the next record: the file never has half a record in its middle.
/// </summary>
internal sealed class RecordFile(Stream stream) : IDisposable
{
    private readonly MemoryStream _pending = new();
    private long _end = stream.Position;

    /// <summary>Appends a record, after those that could not be written.</summary>
    /// <returns>Why nothing could be written; null if all is.</returns>
    public string? Append(ReadOnlySpan<byte> record)
    {
        _pending.Write(record);
        return WritePending();
    }

    /// <summary>Tries once more to write what is pending.</summary>
    public void Dispose()
    {
        WritePending();
        try
        {
            stream.Dispose();
        }
        catch (Exception exception) when (FileFailure.IsOfFile(exception))
        {
            // it was told when the records could not be written
        }
    }

    private string? WritePending()
    {
        if (_pending.Length == 0)
            return null;
        try
        {
            if (stream.Position != _end || stream.Length != _end)
            {
                stream.SetLength(_end); // a failed write may have left a part of it
                stream.Position = _end;
            }
            stream.Write(_pending.GetBuffer(), 0, (int)_pending.Length);
            stream.Flush();
            _end += _pending.Length;
            _pending.SetLength(0);
            return null;
        }
        catch (Exception exception) when (FileFailure.IsOfFile(exception))
        {
            return FileFailure.Reason(exception);
        }
    }
}
