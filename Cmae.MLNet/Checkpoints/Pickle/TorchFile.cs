using System.Buffers;

namespace Cmae.MLNet.Checkpoints;

/// <summary>The state dict of a file that torch.save wrote, in either format.</summary>
/// <remarks>Nothing in the file is executed; what is allocated is bounded by the file's size. One thread at a time.</remarks>
internal sealed class TorchFile : ITensorFile
{
    /// <summary>Repeated and shared views may read more than the file has, by this much in all.</summary>
    private const long ExtraBytesAllowed = 8 << 20;

    private readonly TorchArchive _archive;
    private readonly Dictionary<string, TorchTensor> _tensors = [];
    private readonly Dictionary<string, TensorEntry> _entries = [];
    private readonly Dictionary<string, string> _metadata = [];
    private long _bytesRead;

    private TorchFile(string path, TorchArchive archive, string? prefix)
    {
        Path = path;
        Length = archive.Length;
        _archive = archive;
        (StateDictionary chosen, EncodersElsewhere) = StateDictionary.Find(archive.Root, prefix, path);
        Dictionary = chosen.Keys;
        foreach ((object? key, object? value) in chosen.Tensors.Entries)
        {
            if (key is not string name || value is not TorchTensor tensor)
                continue;
            CheckStorage(name, tensor.Storage);
            _tensors[name] = tensor;
            _entries[name] = new TensorEntry(name, tensor.Type, tensor.Shape);
            CheckAllowance(name, BytesTouched(tensor, _entries[name]));
        }
        if (archive.Root is PickleDictionary root && root["meta"] is PickleDictionary meta)
        {
            foreach ((object? key, object? value) in meta.Entries)
            {
                if (key is string name && value is string text)
                    _metadata[name] = text;
            }
        }
    }

    public string Path { get; }

    public long Length { get; }

    public bool HasChecksum => _archive.HasChecksum;

    public string Dictionary { get; }

    public IReadOnlyList<string> EncodersElsewhere { get; }

    public IReadOnlyDictionary<string, TensorEntry> Tensors => _entries;

    /// <summary>The texts under <c>meta</c>: of this library the encoder's configuration, of the official code (<c>cfg</c>) that of the training.</summary>
    public IReadOnlyDictionary<string, string> Metadata => _metadata;

    /// <summary>Opens a file and checks every tensor of its state dict against the archive.</summary>
    /// <param name="path">The file.</param>
    /// <param name="prefix">Which encoder of several is wanted; null for the usual one.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is damaged or holds no state dict.</exception>
    public static TorchFile Open(string path, string? prefix = null)
    {
        TorchArchive archive = TorchArchive.Open(path);
        try
        {
            return new TorchFile(path, archive, prefix);
        }
        catch
        {
            archive.Dispose();
            throw;
        }
    }

    public void ReadSingles(string name, Span<float> destination)
    {
        TorchTensor tensor = _tensors[name];
        _bytesRead += BytesTouched(tensor, _entries[name]);
        CheckAllowance(name, _bytesRead);
        try
        {
            if (tensor.IsContiguous)
                Read(tensor, destination);
            else if (destination.Length > 0)
                Gather(tensor, destination);
        }
        catch (Exception exception) when (exception is EndOfStreamException or OverflowException)
        {
            throw Damaged($"the values of tensor '{name}' end too early", exception);
        }
        catch (InvalidDataException exception)
        {
            throw Damaged($"{exception.Message}. Copy or download the file again", exception);
        }
    }

    public void Dispose() => _archive.Dispose();

    /// <summary>Bytes of the file that a tensor's values come from, each counted as often as it is used.</summary>
    private static long BytesTouched(TorchTensor tensor, TensorEntry entry)
    {
        long elements = Math.Max(entry.Count, tensor.Span);
        return elements > long.MaxValue / 16 ? elements : elements * tensor.Type.Size();
    }

    private void CheckAllowance(string name, long bytes)
    {
        if (bytes > Length + ExtraBytesAllowed)
            throw Damaged(
                $"with tensor '{name}' of shape {_entries[name].ShapeText}, " +
                $"its shared or repeated values come to more than the {Length} bytes of the file");
    }

    private void Read(TorchTensor tensor, Span<float> destination) =>
        _archive.ReadSingles(tensor.Storage.Key, (tensor.Storage.Start + tensor.Offset) * tensor.Type.Size(), tensor.Type, destination);

    /// <summary>Copies a transposed, sliced or repeated view into row-major order.</summary>
    private void Gather(TorchTensor tensor, Span<float> values)
    {
        float[] span = ArrayPool<float>.Shared.Rent(checked((int)tensor.Span));
        try
        {
            Read(tensor, span.AsSpan(0, (int)tensor.Span));
            var index = new long[tensor.Shape.Length];
            long source = 0;
            for (int i = 0; i < values.Length; i++)
            {
                values[i] = span[source];
                for (int d = index.Length - 1; d >= 0; d--)
                {
                    source += tensor.Strides[d];
                    if (++index[d] < tensor.Shape[d])
                        break;
                    source -= tensor.Shape[d] * tensor.Strides[d];
                    index[d] = 0;
                }
            }
        }
        finally
        {
            ArrayPool<float>.Shared.Return(span);
        }
    }

    private void CheckStorage(string tensor, TorchStorage storage)
    {
        long expected = checked((storage.Start + storage.Count) * storage.Type.GetValueOrDefault(ElementType.U8).Size());
        long actual = _archive.StorageLength(storage.Key);
        if (actual < 0)
            throw Damaged($"the storage '{storage.Key}' of tensor '{tensor}' is missing");
        if (actual < expected)
            throw Damaged($"the storage '{storage.Key}' of tensor '{tensor}' has {actual} bytes where {expected} are needed");
    }

    private InvalidDataException Damaged(string what, Exception? inner = null) =>
        new($"'{Path}' cannot be read as a checkpoint: {what}.", inner);
}
