using System.Text;
using System.Text.Json;

namespace Cmae.MLNet.Checkpoints;

/// <summary>The JSON header of a .safetensors file, validated: every byte of the data belongs to exactly one tensor.</summary>
internal sealed class SafetensorsHeader
{
    /// <summary>Tensors and metadata together: each costs several times the memory that it takes in the file.</summary>
    private const int MostEntries = 100_000;

    private readonly string _file;
    private readonly Dictionary<string, TensorEntry> _tensors = [];
    private readonly Dictionary<string, string> _metadata = [];
    private readonly Dictionary<string, (long Begin, long End)> _ranges = [];

    private SafetensorsHeader(string file) => _file = file;

    /// <summary>Every tensor by name, in the header's order.</summary>
    public IReadOnlyDictionary<string, TensorEntry> Tensors => _tensors;

    /// <summary>The entry <c>__metadata__</c>.</summary>
    public IReadOnlyDictionary<string, string> Metadata => _metadata;

    /// <summary>Where a tensor's bytes begin, counted from the end of the header.</summary>
    public long Begin(string name) => _ranges[name].Begin;

    /// <summary>How many bytes a tensor has.</summary>
    public long ByteCount(string name) => _ranges[name].End - _ranges[name].Begin;

    /// <summary>Reads and validates a header.</summary>
    /// <param name="json">The header's bytes.</param>
    /// <param name="dataLength">Bytes of the file that follow the header.</param>
    /// <param name="file">The file, for messages.</param>
    /// <exception cref="InvalidDataException">The header breaks a rule of the format.</exception>
    public static SafetensorsHeader Parse(ReadOnlySpan<byte> json, long dataLength, string file)
    {
        var header = new SafetensorsHeader(file);
        try
        {
            var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 8 });
            header.ReadEntries(ref reader);
        }
        // InvalidOperationException: a string that is not valid UTF-8, or a token of another kind than asked for
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
        {
            throw header.Damaged($"the header is not valid JSON: {exception.Message}", exception);
        }
        header.CheckRanges(dataLength);
        return header;
    }

    private void ReadEntries(ref Utf8JsonReader reader)
    {
        Expect(ref reader, JsonTokenType.StartObject);
        bool hasMetadata = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string name = reader.GetString()!;
            CheckCount();
            if (name == "__metadata__")
            {
                if (hasMetadata)
                    throw Damaged("'__metadata__' appears more than once in the header");
                hasMetadata = true;
                ReadMetadata(ref reader);
            }
            else
            {
                ReadTensor(ref reader, name);
            }
        }
        if (reader.Read())
            throw Damaged("the header continues after its JSON object");
    }

    private void ReadMetadata(ref Utf8JsonReader reader)
    {
        Expect(ref reader, JsonTokenType.StartObject);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string key = reader.GetString()!;
            CheckCount();
            Expect(ref reader, JsonTokenType.String);
            if (!_metadata.TryAdd(key, reader.GetString()!))
                throw Damaged($"the metadata key '{key}' appears more than once in the header");
        }
    }

    private void CheckCount()
    {
        if (_tensors.Count + _metadata.Count >= MostEntries)
            throw Damaged($"the header has more than {MostEntries} entries");
    }

    private void ReadTensor(ref Utf8JsonReader reader, string name)
    {
        string? type = null;
        List<long>? shape = null;
        List<long>? offsets = null;
        Expect(ref reader, JsonTokenType.StartObject);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            switch (reader.GetString())
            {
                case "dtype" when type is null:
                    Expect(ref reader, JsonTokenType.String);
                    type = reader.GetString();
                    break;
                case "shape" when shape is null:
                    shape = ReadNumbers(ref reader, name);
                    break;
                case "data_offsets" when offsets is null:
                    offsets = ReadNumbers(ref reader, name);
                    break;
                case var field:
                    throw Damaged($"tensor '{name}' has the field '{field}', unknown or repeated; " +
                        "dtype, shape and data_offsets are allowed");
            }
        }
        if (type is null || shape is null || offsets is not [long begin, long end])
            throw Damaged($"tensor '{name}' lacks one of dtype, shape and two data_offsets");
        Add(name, type, [.. shape], begin, end);
    }

    private List<long> ReadNumbers(ref Utf8JsonReader reader, string name)
    {
        var numbers = new List<long>();
        Expect(ref reader, JsonTokenType.StartArray);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.Number || !reader.TryGetInt64(out long number) || number < 0)
                throw Damaged($"tensor '{name}' has '{Encoding.UTF8.GetString(reader.ValueSpan)}' where a whole number of at least " +
                    "0 is needed");
            numbers.Add(number);
        }
        return numbers;
    }

    private void Add(string name, string type, long[] shape, long begin, long end)
    {
        // Types come and go; one that this library does not know matters only if its tensor is needed.
        // Names of types are short and uppercase.
        bool known = Enum.TryParse(type, out ElementType element) && element.ToString() == type && element != ElementType.Unknown;
        if (!known && !(type.Length is > 1 and <= 16
            && type.All(letter => char.IsAsciiLetterUpper(letter) || char.IsAsciiDigit(letter) || letter is '_')
            && char.IsAsciiLetterUpper(type[0])))
            throw Damaged($"tensor '{name}' has the dtype '{type}'; known are {string.Join(", ", ElementTypes.Known)}");
        TensorEntry entry;
        long bytes;
        try
        {
            entry = new TensorEntry(name, known ? element : ElementType.Unknown, shape) { StoredType = type };
            bytes = known ? checked(entry.Count * element.Size()) : end - begin;
        }
        catch (OverflowException exception)
        {
            throw Damaged($"tensor '{name}' has the shape [{string.Join(", ", shape)}], more elements than can be counted", exception);
        }
        if (begin > end || end - begin != bytes)
            throw Damaged($"tensor '{name}' has data_offsets [{begin}, {end}] " +
                $"where its dtype {type} and shape {entry.ShapeText} need {bytes} bytes");
        if (!_tensors.TryAdd(name, entry))
            throw Damaged($"tensor '{name}' appears more than once in the header");
        _ranges.Add(name, (begin, end));
    }

    /// <summary>No gap, no overlap, nothing beyond the end: else bytes would be hidden or shared.</summary>
    private void CheckRanges(long dataLength)
    {
        long expected = 0;
        string? previous = null;
        foreach ((string name, (long begin, long end)) in _ranges.OrderBy(range => range.Value.Begin).ThenBy(range => range.Value.End))
        {
            if (end > dataLength)
                throw Damaged($"tensor '{name}' has data_offsets [{begin}, {end}] " +
                    $"beyond the {dataLength} bytes of data that the file has; it may be cut short");
            if (begin < expected)
                throw Damaged($"tensor '{name}' has data_offsets [{begin}, {end}] and overlaps '{previous}', which ends at {expected}");
            if (begin > expected)
                throw Damaged($"tensor '{name}' begins at {begin}, leaving a gap after {expected}");
            (expected, previous) = (end, name);
        }
        if (expected != dataLength)
            throw Damaged($"the tensors end at {expected}, but {dataLength} bytes of data follow the header");
    }

    private void Expect(ref Utf8JsonReader reader, JsonTokenType type)
    {
        if (!reader.Read() || reader.TokenType != type)
            throw Damaged($"the header has {reader.TokenType} at byte {reader.TokenStartIndex} where {type} is needed");
    }

    private InvalidDataException Damaged(string what, Exception? inner = null) =>
        new($"'{_file}' is not a valid .safetensors file: {what}. Copy or download the file again.", inner);
}
