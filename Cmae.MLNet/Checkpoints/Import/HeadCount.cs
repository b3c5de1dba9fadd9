using System.Text.Json;

namespace Cmae.MLNet.Checkpoints;

/// <summary>How many attention heads an encoder has, which the shapes of its weights do not say.</summary>
internal static class HeadCount
{
    /// <summary>What the file itself says, else what published encoders of this size have.</summary>
    /// <param name="file">The checkpoint.</param>
    /// <param name="layout">Its naming.</param>
    /// <param name="width">The encoder's width.</param>
    /// <param name="depth">The encoder's blocks.</param>
    /// <returns>The heads, and what was assumed if the file does not say.</returns>
    public static (int Heads, string? Note) Find(ITensorFile file, CheckpointLayout layout, int width, int depth)
    {
        int? stated = layout.IsHuggingFace ? FromConfigurationBeside(file.Path) : TrainingConfiguration.Heads(file, width);
        if (stated is > 0 && width % stated == 0)
            return (stated.Value, null);
        int heads = Usual(file, width, depth);
        string note = "The file does not say how many attention heads the encoder has; " +
            $"{heads} are assumed for a width of {width} (option Heads).";
        return (heads, IsOldTimmSmall(layout, width, depth)
            ? note + " It looks like the ViT-S of timm before 0.3, whose published weights also scale the attention by 768^-0.5; " +
                "that is not followed here."
            : note);
    }

    private static int Usual(ITensorFile file, int width, int depth) => width switch
    {
        // the official size 's' and timm's first ViT-S are not DeiT-S
        768 when depth == 8 => 8,
        // MoCo v3 gives its ViT-S twice the heads
        384 when file.Tensors.Keys.Any(name => name.Contains("base_encoder.", StringComparison.Ordinal)) => 12,
        1280 or 1408 or 1664 => 16,
        < 192 when width % 4 == 0 => 4,
        _ when width % 64 == 0 => width / 64,
        _ => 1,
    };

    private static bool IsOldTimmSmall(CheckpointLayout layout, int width, int depth) =>
        layout == CheckpointLayout.Timm && (width, depth) == (768, 8);

    /// <summary>Hugging Face keeps the sizes in a config.json beside the weights.</summary>
    private static int? FromConfigurationBeside(string path) =>
        ConfigurationBeside.Read(path, "config.json") is { } configuration
        && configuration.TryGetProperty("num_attention_heads", out JsonElement heads)
        && heads.ValueKind == JsonValueKind.Number && heads.TryGetInt32(out int count) ? count : null;
}
