using System.Text.Json;

namespace Cmae.MLNet.Imaging;

/// <summary>Reads the JSON files of annotation tools.</summary>
internal static class AnnotationFile
{
    // COCO's own files have some 500 MB.
    private const long MaxBytes = 2_000_000_000;

    private static readonly JsonSerializerOptions s_lenient = new(JsonSerializerDefaults.Web)
    {
        AllowTrailingCommas = true,
        ReadCommentHandling = JsonCommentHandling.Skip,
    };

    private static readonly JsonSerializerOptions s_snakeCase = new(s_lenient) { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>Reads a file with keys such as imageWidth.</summary>
    /// <param name="path">The file.</param>
    /// <param name="place">Where the path was found, for messages; null if it was given directly.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">It is not JSON of this form; the message names the line.</exception>
    public static T Read<T>(string path, string? place) => Read<T>(path, place, s_lenient);

    /// <summary>The same with keys such as file_name.</summary>
    public static T ReadSnakeCase<T>(string path, string? place) => Read<T>(path, place, s_snakeCase);

    private static T Read<T>(string path, string? place, JsonSerializerOptions form)
    {
        if (!File.Exists(path))
        {
            throw new FileNotFoundException(
                $"The annotation file '{Files.PrintableName.Of(path)}'{(place is null ? "" : $" ({place})")} does not exist.", path);
        }
        if (new FileInfo(path).Length is 0 or > MaxBytes)
            throw new InvalidDataException($"{MaskErrors.Name(path)} is empty, or has more than {MaxBytes / 1_000_000} MB.");
        using FileStream stream = File.OpenRead(path);
        try
        {
            return JsonSerializer.Deserialize<T>(stream, form) ?? throw new JsonException("the file holds null");
        }
        catch (JsonException exception)
        {
            string line = exception.LineNumber is { } number ? $", line {number + 1}" : "";
            throw new InvalidDataException(
                $"{MaskErrors.Name(path)}{line}: it is not the JSON of an annotation tool ({exception.Path ?? exception.Message}). " +
                "Accepted are COCO (segmentation polygons or run lengths) and LabelMe (shapes).", exception);
        }
    }
}
