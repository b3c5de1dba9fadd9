using System.Buffers;
using System.Buffers.Binary;
using System.Text.Encodings.Web;
using System.Text.Json;
using Cmae.MLNet.Files;

namespace Cmae.MLNet.Checkpoints;

/// <summary>Writes .safetensors files: tensors in the order given, the header padded so that the data starts at a multiple of 8.</summary>
internal static class SafetensorsWriter
{
    /// <summary>Writes a file atomically.</summary>
    /// <exception cref="ArgumentException">Two tensors have the same name.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, IEnumerable<TensorToWrite> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        TensorToWrite[] all = [.. tensors];
        ReadOnlyMemory<byte> header = Header(all, metadata);
        AtomicFile.Write(path, stream =>
        {
            Span<byte> length = stackalloc byte[8];
            BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
            stream.Write(length);
            stream.Write(header.Span);
            foreach (TensorToWrite tensor in all)
                stream.Write(tensor.Bytes);
        });
    }

    /// <summary>Writes one of this library's own files: with a checksum in its metadata.</summary>
    /// <exception cref="ArgumentException">Two tensors have the same name.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void WriteChecked(string path, IEnumerable<TensorToWrite> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        TensorToWrite[] all = [.. tensors];
        ILookup<string, TensorToWrite> byName = all.ToLookup(tensor => tensor.Entry.Name);
        string checksum = SafetensorsChecksum.Compute(
            metadata, all.Select(tensor => tensor.Entry), (entry, sum) => sum.Append(byName[entry.Name].First().Bytes));
        Write(path, all, new Dictionary<string, string>(metadata) { [SafetensorsChecksum.MetadataKey] = checksum });
    }

    private static ReadOnlyMemory<byte> Header(TensorToWrite[] tensors, IReadOnlyDictionary<string, string> metadata)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            WriteMetadata(json, metadata);
            long offset = 0;
            var names = new HashSet<string>();
            foreach (TensorEntry entry in tensors.Select(tensor => tensor.Entry))
            {
                if (!names.Add(entry.Name))
                    throw new ArgumentException($"Two tensors have the name '{entry.Name}'; " +
                        "a name may appear only once in a file.", nameof(tensors));
                long end = offset + (entry.Count * entry.Type.Size());
                WriteEntry(json, entry, offset, end);
                offset = end;
            }
            json.WriteEndObject();
        }
        int padding = -buffer.WrittenCount & 7;
        buffer.GetSpan(8)[..padding].Fill((byte)' ');
        buffer.Advance(padding);
        return buffer.WrittenMemory;
    }

    private static void WriteMetadata(Utf8JsonWriter json, IReadOnlyDictionary<string, string> metadata)
    {
        if (metadata.Count == 0)
            return;
        json.WriteStartObject("__metadata__");
        foreach ((string key, string value) in metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            json.WriteString(key, value);
        json.WriteEndObject();
    }

    private static void WriteEntry(Utf8JsonWriter json, TensorEntry entry, long begin, long end)
    {
        json.WriteStartObject(entry.Name);
        json.WriteString("dtype", entry.Type.ToString());
        json.WriteStartArray("shape");
        foreach (long extent in entry.Shape)
            json.WriteNumberValue(extent);
        json.WriteEndArray();
        json.WriteStartArray("data_offsets");
        json.WriteNumberValue(begin);
        json.WriteNumberValue(end);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
