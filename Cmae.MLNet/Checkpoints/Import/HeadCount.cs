using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Cmae.MLNet.Checkpoints;

/// <summary>How many attention heads an encoder has: no weight's shape tells.</summary>
internal static partial class HeadCount
{
    /// <summary>The file's own word, else what published encoders of this size have.</summary>
    /// <param name="file">The checkpoint.</param>
    /// <param name="layout">Its naming.</param>
    /// <param name="width">The encoder's width.</param>
    /// <param name="depth">The encoder's blocks.</param>
    /// <returns>The heads, and what was assumed where the file does not say.</returns>
    public static (int Heads, string? Note) Find(ITensorFile file, CheckpointLayout layout, int width, int depth)
    {
        int? stated = layout == CheckpointLayout.HuggingFace ? FromConfigurationBeside(file.Path) : FromTrainingConfiguration(file, width);
        if (stated is > 0 && width % stated == 0)
            return (stated.Value, null);
        int heads = Usual(layout, width, depth);
        return (heads, $"The file does not say how many attention heads the encoder has; {heads} are assumed for a width of {width} (option Heads).");
    }

    private static int Usual(CheckpointLayout layout, int width, int depth) => width switch
    {
        // the official size 's' is no DeiT-S
        768 when layout == CheckpointLayout.Official && depth == 8 => 8,
        1280 or 1408 or 1664 => 16,
        < 192 when width % 4 == 0 => 4,
        _ when width % 64 == 0 => width / 64,
        _ => 1,
    };

    /// <summary>The official code stores its configuration as Python text, keys in alphabetical order.</summary>
    private static int? FromTrainingConfiguration(ITensorFile file, int width)
    {
        if (!file.Metadata.TryGetValue("cfg", out string? text))
            return null;
        return Architecture().Matches(text).FirstOrDefault(match => Number(match, 1) == width) is { } found ? Number(found, 2) : null;
    }

    /// <summary>Hugging Face keeps the sizes in a config.json beside the weights.</summary>
    private static int? FromConfigurationBeside(string path) =>
        ConfigurationBeside.Read(path, "config.json") is { } configuration
        && configuration.TryGetProperty("num_attention_heads", out JsonElement heads)
        && heads.ValueKind == JsonValueKind.Number && heads.TryGetInt32(out int count) ? count : null;

    private static int Number(Match match, int group) => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"embed_dims=(\d{1,6}),[^()]{0,200}?num_heads=(\d{1,4})", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Architecture();
}
