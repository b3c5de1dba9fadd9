using System.Text.Json;
using System.Text.Json.Serialization;

namespace Cmae.MLNet.Encoders;

/// <summary>The JSON form of an encoder's configuration: one line in the metadata of the library's own files.</summary>
internal static class EncoderConfigurationJson
{
    /// <summary>The metadata key under which files carry the configuration.</summary>
    public const string MetadataKey = "cmae.encoder";

    /// <summary>The largest size that is accepted; a file with a larger one is considered damaged.</summary>
    private const int LargestSize = 1 << 16;

    private static readonly JsonSerializerOptions s_options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new JsonStringEnumConverter(allowIntegerValues: false) },
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        AllowDuplicateProperties = false,
    };

    /// <summary>Writes a configuration as one line of JSON.</summary>
    public static string Write(CmaeEncoderConfiguration configuration)
    {
        (int width, int depth, int heads, int mlpWidth) = configuration.Architecture;
        CmaeImagePreprocessing preprocessing = configuration.Preprocessing;
        return JsonSerializer.Serialize(
            new Stored(
                1,
                width,
                depth,
                heads,
                mlpWidth,
                configuration.ImageSize,
                configuration.PatchSize,
                configuration.OutputNorm,
                preprocessing.ResizeSize,
                preprocessing.ChannelOrder,
                Values(preprocessing.Mean),
                Values(preprocessing.StandardDeviation)),
            s_options);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <param name="json">The JSON text.</param>
    /// <param name="where">The file that contains it, for messages.</param>
    /// <exception cref="InvalidDataException">The text is not a valid configuration, or its sizes contradict each other.</exception>
    public static CmaeEncoderConfiguration Read(string json, string where)
    {
        Stored stored;
        try
        {
            stored = JsonSerializer.Deserialize<Stored>(json, s_options) ?? throw new JsonException("it is null.");
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException(
                $"'{where}': the encoder configuration ('{MetadataKey}') cannot be read: {exception.Message} Save the encoder again.",
                exception);
        }
        string[] errors = [.. Errors(stored)];
        if (errors.Length > 0)
        {
            throw new InvalidDataException(
                $"'{where}': the encoder configuration ('{MetadataKey}') is invalid: {string.Join("; ", errors)}. Save the encoder again.");
        }
        return new(new(stored.Width, stored.Depth, stored.Heads, stored.MlpWidth), stored.ImageSize, stored.PatchSize)
        {
            OutputNorm = stored.OutputNorm,
            Preprocessing = new(stored.ResizeSize, stored.ChannelOrder)
            {
                Mean = Triple(stored.Mean),
                StandardDeviation = Triple(stored.StandardDeviation),
            },
        };
    }

    private static IEnumerable<string> Errors(Stored stored)
    {
        if (stored.Version != 1)
            yield return $"its version is {stored.Version}, and this release reads version 1 only (a newer release may read it)";
        (string Name, int Value)[] sizes =
        [
            ("width", stored.Width), ("depth", stored.Depth), ("heads", stored.Heads), ("mlpWidth", stored.MlpWidth),
            ("imageSize", stored.ImageSize), ("patchSize", stored.PatchSize), ("resizeSize", stored.ResizeSize),
        ];
        foreach ((string name, int value) in sizes)
        {
            if (value is < 1 or > LargestSize)
                yield return $"{name} is {value} where 1 to {LargestSize} is allowed";
        }
        if (stored.Heads > 0 && stored.Width % stored.Heads != 0)
            yield return $"width {stored.Width} is not a multiple of heads {stored.Heads}";
        if (stored.PatchSize > 0 && stored.ImageSize % stored.PatchSize != 0)
            yield return $"imageSize {stored.ImageSize} is not a multiple of patchSize {stored.PatchSize}";
        if (stored.Mean.Length != 3 || !stored.Mean.All(float.IsFinite))
            yield return "mean is not three finite numbers";
        if (stored.StandardDeviation.Length != 3 || !stored.StandardDeviation.All(value => float.IsFinite(value) && value > 0))
            yield return "standardDeviation is not three positive numbers";
    }

    private static float[] Values(CmaeChannelTriple triple) => [triple.First, triple.Second, triple.Third];

    private static CmaeChannelTriple Triple(float[] values) => new(values[0], values[1], values[2]);

    private sealed record Stored(
        int Version, int Width, int Depth, int Heads, int MlpWidth, int ImageSize, int PatchSize, CmaeOutputNorm OutputNorm,
        int ResizeSize, CmaeChannelOrder ChannelOrder, float[] Mean, float[] StandardDeviation);
}
