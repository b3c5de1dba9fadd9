using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using static TorchSharp.torch;

namespace Cmae.MLNet.Tests;

/// <summary>One .safetensors file of reference numbers, read by a reader of the tests' own so that the library's reader is not trusted here.</summary>
internal sealed class GoldenFixture
{
    private readonly byte[] _data;
    private readonly Dictionary<string, (string Type, long[] Shape, int Start, int End)> _entries = [];

    public GoldenFixture(string fileName)
    {
        Name = Path.GetFileNameWithoutExtension(fileName);
        byte[] file = File.ReadAllBytes(GoldenFolder.File(fileName));
        int headerLength = checked((int)BinaryPrimitives.ReadInt64LittleEndian(file));
        _data = file[(8 + headerLength)..];
        foreach ((string name, JsonNode? node) in JsonNode.Parse(file.AsSpan(8, headerLength))!.AsObject())
        {
            if (name == "__metadata__")
                Metadata = node!.Deserialize<Dictionary<string, string>>()!;
            else
                _entries.Add(name, (node!["dtype"]!.GetValue<string>(), node["shape"].Deserialize<long[]>()!,
                    node["data_offsets"]![0]!.GetValue<int>(), node["data_offsets"]![1]!.GetValue<int>()));
        }
    }

    /// <summary>The file's name without extension, the key into tolerance.json.</summary>
    public string Name { get; }

    public IReadOnlyDictionary<string, string> Metadata { get; } = new Dictionary<string, string>();

    public IEnumerable<string> Names => _entries.Keys;

    public bool Has(string name) => _entries.ContainsKey(name);

    public long[] Shape(string name) => _entries[name].Shape;

    /// <summary>A number of the configuration that the file carries as JSON in its metadata.</summary>
    public double Number(string key) => Option(key) ?? throw new AssertFailedException($"'{Name}' has no configuration value '{key}'.");

    /// <summary>The same as an integer.</summary>
    public int Integer(string key) => (int)Number(key);

    /// <summary>A truth value of that configuration.</summary>
    public bool Flag(string key) => JsonNode.Parse(Metadata["config"])![key]!.GetValue<bool>();

    /// <summary>A number of it, null where the configuration does not have it.</summary>
    public double? Option(string key) => JsonNode.Parse(Metadata["config"])![key]?.GetValue<double>();

    public float[] Floats(string name) => Values<float>(name, "F32");

    public double[] Doubles(string name) => Values<double>(name, "F64");

    public long[] Longs(string name) => Values<long>(name, "I64");

    public byte[] Bytes(string name) => Values<byte>(name, "U8");

    /// <summary>The tensor as libtorch has it; the caller disposes it.</summary>
    public Tensor Tensor(string name) => _entries[name].Type switch
    {
        "F32" => tensor(Floats(name), Shape(name)),
        "F64" => tensor(Doubles(name), Shape(name)),
        "I64" => tensor(Longs(name), Shape(name)),
        string type => throw new NotSupportedException($"'{name}' in '{Name}' is of type {type}."),
    };

    private T[] Values<T>(string name, string type) where T : struct
    {
        Assert.IsTrue(_entries.TryGetValue(name, out var entry), $"'{Name}' has no tensor '{name}'.");
        Assert.AreEqual(type, entry.Type, $"Type of '{name}' in '{Name}'");
        return MemoryMarshal.Cast<byte, T>(_data.AsSpan(entry.Start..entry.End)).ToArray();
    }
}
