using System.Text.Json;

namespace Cmae.MLNet.Samples.Tool.Output;

/// <summary>Figures in files; properties in camel case are the keys.</summary>
internal static class JsonFile
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Writes a file that appears when it is complete.</summary>
    public static void Save<T>(T figures, string path)
    {
        using OutputFile file = OutputFile.Create(path);
        JsonSerializer.Serialize(file.Stream, figures, Json);
        file.Complete();
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public static T Load<T>(string path)
    {
        using FileStream stream = File.OpenRead(path);
        try
        {
            return JsonSerializer.Deserialize<T>(stream, Json) ?? throw new JsonException("it is empty");
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException(
                $"'{path}' is damaged; delete it to have its figures measured anew. {exception.Message}", exception);
        }
    }
}
