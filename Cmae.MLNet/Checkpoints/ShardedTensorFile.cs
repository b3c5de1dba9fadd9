using System.Text.Json;
using Cmae.MLNet.Files;

namespace Cmae.MLNet.Checkpoints;

/// <summary>
/// Several files of tensors under one index, <c>model.safetensors.index.json</c> or <c>pytorch_model.bin.index.json</c>, which says which tensor is in which.
/// </summary>
internal sealed class ShardedTensorFile : ITensorFile
{
    private const long LongestIndex = 16 << 20;

    private readonly Dictionary<string, ITensorFile> _shards = [];
    private readonly Dictionary<string, ITensorFile> _shardOf = [];
    private readonly Dictionary<string, TensorEntry> _tensors = [];
    private readonly Dictionary<string, string> _metadata = [];

    private ShardedTensorFile(string path) => Path = path;

    public string Path { get; }

    public long Length => _shards.Values.Sum(shard => shard.Length);

    public bool HasChecksum => _shards.Values.All(shard => shard.HasChecksum);

    public IReadOnlyDictionary<string, TensorEntry> Tensors => _tensors;

    public IReadOnlyDictionary<string, string> Metadata => _metadata;

    /// <summary>Opens the index and every shard that it names, all in its folder.</summary>
    /// <exception cref="FileNotFoundException">The index or a shard is missing.</exception>
    /// <exception cref="InvalidDataException">The index or a shard is damaged, or they do not fit together.</exception>
    public static ShardedTensorFile Open(string path)
    {
        var file = new ShardedTensorFile(path);
        try
        {
            foreach ((string tensor, string shard) in ReadIndex(path))
                file.Add(tensor, shard);
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public void ReadSingles(string name, Span<float> destination) => _shardOf[name].ReadSingles(name, destination);

    public void Dispose()
    {
        foreach (ITensorFile shard in _shards.Values)
            shard.Dispose();
    }

    private static Dictionary<string, string> ReadIndex(string path)
    {
        using FileStream stream = CheckpointStream.OpenRead(path);
        if (stream.Length > LongestIndex)
            throw new InvalidDataException($"'{path}' has {stream.Length} bytes; an index of shards has at most {LongestIndex}. " +
                "Check that it is one.");
        try
        {
            using JsonDocument index = JsonDocument.Parse(stream);
            return index.RootElement.GetProperty("weight_map").EnumerateObject()
                .ToDictionary(entry => entry.Name, entry => entry.Value.GetString()!);
        }
        catch (Exception exception) when (exception
            is JsonException or InvalidOperationException or KeyNotFoundException or ArgumentException)
        {
            throw new InvalidDataException($"'{path}' is not an index of shards: {exception.Message} " +
                "It needs an object 'weight_map' of tensor to file name.", exception);
        }
    }

    private void Add(string tensor, string shardName)
    {
        if (shardName is null || System.IO.Path.GetFileName(shardName) != shardName)
            throw new InvalidDataException(
                $"'{Path}' puts tensor '{tensor}' into '{shardName}'; only names of files beside the index are followed.");
        if (!_shards.TryGetValue(shardName, out ITensorFile? shard))
        {
            shard = TensorFiles.Open(System.IO.Path.Combine(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(Path))!, shardName));
            _shards.Add(shardName, shard);
            foreach ((string key, string value) in shard.Metadata)
                _metadata.TryAdd(key, value);
        }
        if (!shard.Tensors.TryGetValue(tensor, out TensorEntry? entry))
            throw new InvalidDataException($"'{Path}' puts tensor '{tensor}' into '{shardName}', which lacks it. " +
                "Copy or download the files again.");
        _shardOf.Add(tensor, shard);
        _tensors.Add(tensor, entry);
    }
}
