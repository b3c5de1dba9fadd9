using System.Buffers.Binary;
using Cmae.MLNet.Files;

namespace Cmae.MLNet.Checkpoints;

/// <summary>An open .safetensors file: an 8-byte length, a JSON header, and the tensors' little-endian bytes.</summary>
/// <remarks>Values go from the file straight into the arrays handed out. One thread at a time.</remarks>
internal sealed class SafetensorsReader : ITensorFile
{
    /// <summary>Room for about 100,000 tensors; beyond it a file is taken to be damaged.</summary>
    private const long LongestHeader = 16 << 20;

    private readonly FileStream _stream;
    private readonly SafetensorsHeader _header;
    private readonly long _dataStart;

    private SafetensorsReader(string path, FileStream stream, SafetensorsHeader header, long dataStart)
    {
        Path = path;
        _stream = stream;
        _header = header;
        _dataStart = dataStart;
    }

    public string Path { get; }

    public long Length => _stream.Length;

    public IReadOnlyDictionary<string, TensorEntry> Tensors => _header.Tensors;

    public IReadOnlyDictionary<string, string> Metadata => _header.Metadata;

    /// <summary>Opens a file and validates its header against its length.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file breaks a rule of the format.</exception>
    public static SafetensorsReader Open(string path)
    {
        FileStream stream = CheckpointStream.OpenRead(path);
        try
        {
            if (stream.Length < 8)
                throw new InvalidDataException(
                    $"'{path}' is no valid .safetensors file: it has {stream.Length} bytes, too few for a header. Copy or download the file again.");
            Span<byte> lengthBytes = stackalloc byte[8];
            stream.ReadExactly(lengthBytes);
            ulong length = BinaryPrimitives.ReadUInt64LittleEndian(lengthBytes);
            if (length > (ulong)Math.Min(LongestHeader, stream.Length - 8))
                throw new InvalidDataException(
                    $"'{path}' is no valid .safetensors file: its first 8 bytes say that the header is {length} bytes long, where the file has " +
                    $"{stream.Length} bytes and a header at most {LongestHeader}. Copy or download the file again.");
            var json = new byte[(int)length];
            stream.ReadExactly(json);
            long dataStart = 8 + (long)length;
            return new(path, stream, SafetensorsHeader.Parse(json, stream.Length - dataStart, path), dataStart);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    public void ReadSingles(string name, Span<float> destination)
    {
        _stream.Position = _dataStart + _header.Begin(name);
        ElementConversion.ReadSingles(_stream, Tensors[name].Type, destination);
    }

    /// <summary>Reads a tensor's bytes as they stand in the file: little-endian, row-major.</summary>
    public byte[] ReadBytes(string name)
    {
        TensorEntry entry = Tensors[name];
        var bytes = new byte[entry.Count * entry.Type.Size()];
        _stream.Position = _dataStart + _header.Begin(name);
        _stream.ReadExactly(bytes);
        return bytes;
    }

    public void Dispose() => _stream.Dispose();
}
