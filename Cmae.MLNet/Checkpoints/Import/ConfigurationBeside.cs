using System.Text.Json;

namespace Cmae.MLNet.Checkpoints;

/// <summary>The JSON files that Hugging Face and timm keep beside the weights.</summary>
internal static class ConfigurationBeside
{
    private const int Longest = 1 << 20;

    /// <summary>Reads the object in a file of the weights' folder.</summary>
    /// <param name="weights">Path of the weights.</param>
    /// <param name="name">The file's name.</param>
    /// <returns>Null where there is no such file, or it is damaged.</returns>
    public static JsonElement? Read(string weights, string name)
    {
        var file = new FileInfo(Path.Combine(Path.GetDirectoryName(Path.GetFullPath(weights))!, name));
        if (!file.Exists || file.Length > Longest)
            return null;
        try
        {
            JsonElement root = JsonSerializer.Deserialize<JsonElement>(File.ReadAllBytes(file.FullName));
            return root.ValueKind == JsonValueKind.Object ? root : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
