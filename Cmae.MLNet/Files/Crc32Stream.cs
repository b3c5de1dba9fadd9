namespace Cmae.MLNet.Files;

/// <summary>Computes the checksum of what is read from another stream, or of what is written, which is kept nowhere.</summary>
/// <param name="source">What is read; null to write. It is not disposed.</param>
internal sealed class Crc32Stream(Stream? source = null) : Stream
{
    private readonly Crc32 _checksum = new();

    /// <summary>The checksum so far.</summary>
    public uint Checksum => _checksum.Value;

    public override bool CanRead => source is not null;

    public override bool CanWrite => source is null;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Reads what is left.</summary>
    public void Drain()
    {
        var chunk = new byte[1 << 16];
        while (Read(chunk) > 0)
        {
        }
    }

    public override int Read(Span<byte> buffer)
    {
        int count = source!.Read(buffer);
        _checksum.Append(buffer[..count]);
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer) => _checksum.Append(buffer);

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
