using System.Numerics;

namespace Cmae.MLNet.Checkpoints;

/// <summary>torch.save before 1.6: pickles of a magic number, a version, the machine, the object and the storage keys; then the storages.</summary>
internal sealed class TorchStreamArchive : TorchArchive
{
    private const long ProtocolVersion = 1001;

    private static readonly BigInteger s_magic =
        BigInteger.Parse("119547037146038801333356", System.Globalization.CultureInfo.InvariantCulture);

    private readonly FileStream _stream;
    private readonly Dictionary<string, (long Start, long Length)> _storages = [];

    /// <summary>Takes over the stream.</summary>
    public TorchStreamArchive(FileStream stream)
    {
        _stream = stream;
        var builder = new TorchBuilder();
        object? first = Read(builder);
        if (first is PickleDictionary or List<object?> or InertObject)
        {
            throw new UnsupportedCheckpointException("is a plain pickle, which torch.save did not write. " +
                "Load it with Python and save its weights as tensors: torch.save(weights, \"weights.pth\"), or as .safetensors.");
        }
        if (first is not BigInteger magic || magic != s_magic)
            throw new InvalidDataException("its magic number is not that of torch.save");
        if (Read(builder) is not ProtocolVersion)
            throw new InvalidDataException($"its version is not {ProtocolVersion}, the only one that torch.save has written");
        if (Read(builder) is not PickleDictionary machine || machine["little_endian"] is not true)
            throw new InvalidDataException("its numbers are in big-endian order; save it on a little-endian machine");
        Root = Read(builder);
        if (Read(builder) is not List<object?> keys)
            throw new InvalidDataException("its list of storages is missing");
        foreach (object? key in keys)
            AddStorage(key as string ?? "", builder);
    }

    public override object? Root { get; }

    public override long Length => _stream.Length;

    /// <summary>The format has none.</summary>
    public override bool HasChecksum => false;

    public override long StorageLength(string key) =>
        _storages.TryGetValue(key, out (long Start, long Length) storage) ? storage.Length : -1;

    public override void ReadSingles(string key, long start, ElementType type, Span<float> destination)
    {
        _stream.Position = _storages[key].Start + start;
        ElementConversion.ReadSingles(_stream, type, destination);
    }

    public override void Dispose() => _stream.Dispose();

    private object? Read(TorchBuilder builder) => new Unpickler(_stream, builder).Read();

    /// <summary>A storage is its number of elements, followed by their bytes.</summary>
    private void AddStorage(string key, TorchBuilder builder)
    {
        if (!builder.StorageTypes.TryGetValue(key, out ElementType? type) || type is null)
            throw new InvalidDataException($"its storage '{key}' is of a type that this library does not read");
        var input = new PickleBytes(_stream);
        long count = input.Int64();
        if (count < 0 || count > _stream.Length / type.Value.Size())
            throw new InvalidDataException($"its storage '{key}' has {count} elements, more than the file has bytes for");
        long length = count * type.Value.Size();
        if (!_storages.TryAdd(key, (_stream.Position, length)))
            throw new InvalidDataException($"its storage '{key}' appears more than once");
        input.Skip(length);
    }
}
