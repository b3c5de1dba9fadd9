using System.Text.Json;
using Cmae.MLNet.Files;

namespace Cmae.MLNet.Checkpoints;

/// <summary>The JSON files that Hugging Face and timm keep beside the weights.</summary>
internal static class ConfigurationBeside
{
    private const int Longest = 1 << 20;

    /// <summary>Reads the object in a file of the weights' folder.</summary>
    /// <param name="weights">Path of the weights.</param>
    /// <param name="name">The file's name.</param>
    /// <returns>Null if there is no such file, or it cannot be read.</returns>
    public static JsonElement? Read(string weights, string name) => Read(weights, name, out _);

    /// <summary>Reads the object in a file of the weights' folder.</summary>
    /// <param name="weights">Path of the weights.</param>
    /// <param name="name">The file's name.</param>
    /// <param name="problem">Why a file that is there was left out; else null.</param>
    /// <returns>Null if there is no such file, or it cannot be read.</returns>
    public static JsonElement? Read(string weights, string name, out string? problem)
    {
        string path = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(weights))!, name);
        problem = null;
        if (!File.Exists(path))
            return null;
        try
        {
            using FileStream stream = CheckpointStream.OpenRead(path);
            if (stream.Length > Longest)
            {
                problem = $"{name} beside the file was left out: it has {stream.Length} bytes, more than a configuration.";
                return null;
            }
            JsonElement root = JsonSerializer.Deserialize<JsonElement>(stream);
            if (root.ValueKind == JsonValueKind.Object)
                return root;
            problem = $"{name} beside the file was left out: it is not a JSON object.";
        }
        catch (Exception exception)
            when (exception is JsonException or InvalidDataException or IOException or UnauthorizedAccessException)
        {
            problem = $"{name} beside the file was left out: {exception.Message}";
        }
        return null;
    }

    /// <summary>An object in an object; null if there is none.</summary>
    public static JsonElement? Object(this JsonElement parent, string name) =>
        parent.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Object ? value : null;

    /// <summary>A text; null if there is none.</summary>
    public static string? Text(this JsonElement parent, string name) =>
        parent.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>A finite number; null if there is none.</summary>
    public static double? Number(this JsonElement parent, string name) =>
        parent.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number
        && value.TryGetDouble(out double number) && double.IsFinite(number)
            ? number
            : null;

    /// <summary>A truth value, or what it is by default.</summary>
    public static bool Flag(this JsonElement parent, string name, bool otherwise) =>
        parent.TryGetProperty(name, out JsonElement value) ? value.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            _ => otherwise,
        }
        : otherwise;
}
