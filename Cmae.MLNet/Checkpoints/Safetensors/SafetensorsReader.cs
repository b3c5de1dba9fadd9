using System.Buffers.Binary;
using Cmae.MLNet.Files;

namespace Cmae.MLNet.Checkpoints;

/// <summary>An open .safetensors file: an 8-byte length, a JSON header, and the tensors' little-endian bytes.</summary>
/// <remarks>Values go from the file straight into the arrays handed out. One thread at a time.</remarks>
internal sealed class SafetensorsReader : ITensorFile
{
    /// <summary>Room for about 100,000 tensors; a file with a longer header is taken to be damaged.</summary>
    private const long LongestHeader = 16 << 20;

    private const int ChunkBytes = 1 << 16;

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

    public bool HasChecksum => Metadata.ContainsKey(SafetensorsChecksum.MetadataKey);

    public IReadOnlyDictionary<string, TensorEntry> Tensors => _header.Tensors;

    public IReadOnlyDictionary<string, string> Metadata => _header.Metadata;

    /// <summary>Opens a file, validates its header against its length, and its content against its checksum if it has one.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file breaks a rule of the format, or is damaged.</exception>
    public static SafetensorsReader Open(string path)
    {
        FileStream stream = CheckpointStream.OpenRead(path);
        try
        {
            if (stream.Length < 8)
                throw new InvalidDataException(
                    $"'{path}' is not a valid .safetensors file: it has {stream.Length} bytes, too few for a header. " +
                    $"{ForeignContent.Remedy(path)}");
            Span<byte> lengthBytes = stackalloc byte[8];
            stream.ReadExactly(lengthBytes);
            ulong length = BinaryPrimitives.ReadUInt64LittleEndian(lengthBytes);
            if (length > (ulong)Math.Min(LongestHeader, stream.Length - 8))
                throw new InvalidDataException(
                    $"'{path}' is not a valid .safetensors file: its first 8 bytes say that the header is {length} bytes long, " +
                    "where the file has " +
                    $"{stream.Length} bytes and a header at most {LongestHeader}. {ForeignContent.Remedy(path)}");
            var json = new byte[(int)length];
            stream.ReadExactly(json);
            long dataStart = 8 + (long)length;
            var file = new SafetensorsReader(path, stream, SafetensorsHeader.Parse(json, stream.Length - dataStart, path), dataStart);
            file.Verify();
            return file;
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

    public void Dispose() => _stream.Dispose();

    private void Verify()
    {
        if (!Metadata.TryGetValue(SafetensorsChecksum.MetadataKey, out string? stored))
            return;
        var chunk = new byte[ChunkBytes];
        string actual = SafetensorsChecksum.Compute(Metadata, Tensors.Values, (entry, checksum) =>
        {
            _stream.Position = _dataStart + _header.Begin(entry.Name);
            for (long left = _header.ByteCount(entry.Name); left > 0;)
            {
                Span<byte> part = chunk.AsSpan(0, (int)Math.Min(left, chunk.Length));
                _stream.ReadExactly(part);
                checksum.Append(part);
                left -= part.Length;
            }
        });
        if (actual != stored)
        {
            throw new InvalidDataException(
                $"'{Path}' is damaged: its content has the checksum {actual} where {stored} was written. " +
                "Copy or download the file again, or take an earlier one.");
        }
    }
}
