using System.Text.Json;

namespace Cmae.MLNet.Checkpoints;

/// <summary>Mean and standard deviation of the planes, where a file beside the weights states them.</summary>
/// <param name="Mean">On the 0..255 scale.</param>
/// <param name="StandardDeviation">On the 0..255 scale.</param>
/// <param name="File">The name of the file.</param>
internal sealed record StatedNormalization(CmaeChannelTriple Mean, CmaeChannelTriple StandardDeviation, string File)
{
    /// <summary>What the folder of the weights says; null where it says nothing that can be used.</summary>
    public static StatedNormalization? Find(string weights, CheckpointLayout layout)
    {
        if (layout == CheckpointLayout.HuggingFace)
            return Of(ConfigurationBeside.Read(weights, "preprocessor_config.json"), "image_mean", "image_std", "preprocessor_config.json");
        if (layout == CheckpointLayout.Timm && ConfigurationBeside.Read(weights, "config.json") is { } configuration
            && configuration.TryGetProperty("pretrained_cfg", out JsonElement pretrained) && pretrained.ValueKind == JsonValueKind.Object)
            return Of(pretrained, "mean", "std", "config.json");
        return null;
    }

    private static StatedNormalization? Of(JsonElement? configuration, string mean, string deviation, string file) =>
        configuration is { } found && Triple(found, mean) is { } means
        && Triple(found, deviation) is { First: > 0, Second: > 0, Third: > 0 } deviations
            ? new(means, deviations, file)
            : null;

    /// <summary>Both codes state the values for pixels from 0 to 1.</summary>
    private static CmaeChannelTriple? Triple(JsonElement configuration, string name)
    {
        if (!configuration.TryGetProperty(name, out JsonElement list) || list.ValueKind != JsonValueKind.Array || list.GetArrayLength() != 3)
            return null;
        JsonElement[] elements = [.. list.EnumerateArray()];
        if (!elements.All(element => element.ValueKind == JsonValueKind.Number && element.TryGetDouble(out double value) && Math.Abs(value) <= 1))
            return null;
        float[] values = [.. elements.Select(element => (float)(255 * element.GetDouble()))];
        return new(values[0], values[1], values[2]);
    }
}
