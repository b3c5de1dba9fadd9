namespace Cmae.MLNet.Onnx;

/// <summary>Goes through the bytes of a protobuf message without keeping any of them.</summary>
/// <remarks>One thread at a time; the stream is not disposed.</remarks>
internal sealed class WireReader(Stream stream)
{
    private readonly byte[] _buffer = new byte[1 << 16];
    private int _next, _end;

    /// <summary>Bytes gone through.</summary>
    public long Position { get; private set; }

    /// <summary>Whether there is nothing more.</summary>
    public bool IsAtEnd => _next == _end && !Fill();

    /// <summary>A whole number of up to 10 bytes, 7 bits each.</summary>
    /// <exception cref="InvalidDataException">It does not end.</exception>
    public ulong Number()
    {
        ulong number = 0;
        for (int shift = 0; shift < 70; shift += 7)
        {
            if (IsAtEnd)
                break;
            byte part = _buffer[_next++];
            Position++;
            number |= (ulong)(part & 127) << shift;
            if (part < 128)
                return number;
        }
        throw new InvalidDataException("a number in it does not end");
    }

    /// <summary>Leaves bytes out.</summary>
    /// <exception cref="InvalidDataException">There are not as many.</exception>
    public void Skip(ulong count)
    {
        while (count > 0)
        {
            if (IsAtEnd)
                throw new InvalidDataException("it ends too early");
            int part = (int)Math.Min(count, (ulong)(_end - _next));
            _next += part;
            Position += part;
            count -= (ulong)part;
        }
    }

    private bool Fill()
    {
        (_next, _end) = (0, stream.Read(_buffer));
        return _end > 0;
    }
}
