using System.Text.Json;

namespace Cmae.MLNet.Samples.Output;

/// <summary>Figures in files; properties in camel case are the keys.</summary>
internal static class JsonFile
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Writes a file that appears when it is complete.</summary>
    public static void Save<T>(T figures, string path)
    {
        using var file = new PendingFile(path);
        JsonSerializer.Serialize(file.Stream, figures, Json);
        file.Complete();
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    public static T Load<T>(string path)
    {
        using FileStream stream = File.OpenRead(path);
        return JsonSerializer.Deserialize<T>(stream, Json)!;
    }
}
