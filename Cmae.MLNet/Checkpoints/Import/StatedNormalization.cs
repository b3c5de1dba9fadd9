using System.Globalization;
using System.Text.Json;

namespace Cmae.MLNet.Checkpoints;

/// <summary>Mean and standard deviation of the planes, as a file beside the weights states them.</summary>
/// <param name="Mean">On the 0..255 scale.</param>
/// <param name="StandardDeviation">On the 0..255 scale.</param>
internal sealed record StatedNormalization(CmaeChannelTriple Mean, CmaeChannelTriple StandardDeviation)
{
    /// <summary>Twice the largest pixel: statistics beyond it are for another scale than the one that is stated.</summary>
    private const double FarthestMean = 512;

    /// <summary>
    /// What Hugging Face's processors do with pixels from 0 to 255: they scale them (<c>do_rescale</c>, <c>rescale_factor</c>), may take 1 off
    /// (<c>offset</c>), and normalize (<c>do_normalize</c>, <c>image_mean</c>, <c>image_std</c>).
    /// </summary>
    /// <param name="processor">preprocessor_config.json.</param>
    /// <param name="problem">Why it cannot be used; else null.</param>
    public static StatedNormalization? OfProcessor(JsonElement processor, out string? problem)
    {
        double scale = processor.Flag("do_rescale", true) ? processor.Number("rescale_factor") ?? (1 / 255.0) : 1;
        double offset = processor.Flag("offset", false) || processor.Flag("rescale_offset", false) ? 1 : 0;
        bool normalizes = processor.Flag("do_normalize", true);
        // the factor may be written with few digits
        double pixels = Math.Abs((scale * 255) - 1) < 1e-3 ? 255 : Math.Abs((scale * 127.5) - 1) < 1e-3 ? 127.5 : 1 / scale;
        double[]? means = normalizes ? Numbers(processor, "image_mean") : [0, 0, 0];
        double[]? deviations = normalizes ? Numbers(processor, "image_std") : [1, 1, 1];
        return Of(means, deviations, pixels, offset, "image_mean", "image_std", out problem);
    }

    /// <summary>What timm's configuration states for pixels from 0 to 1.</summary>
    /// <param name="configuration"><c>pretrained_cfg</c> of config.json.</param>
    /// <param name="problem">Why it cannot be used; else null.</param>
    public static StatedNormalization? OfTimm(JsonElement configuration, out string? problem) =>
        Of(Numbers(configuration, "mean"), Numbers(configuration, "std"), 255, 0, "mean", "std", out problem);

    private static StatedNormalization? Of(
        double[]? means, double[]? deviations, double pixels, double offset, string mean, string deviation, out string? problem)
    {
        problem = null;
        if (means is null || deviations is null)
        {
            problem = $"'{mean}' and '{deviation}' are not three numbers each";
        }
        else if (!deviations.All(value => value > 0))
        {
            problem = $"'{deviation}' is not above 0";
        }
        else if (pixels is not (> 0 and < 1e6))
        {
            problem = "'rescale_factor' is not a factor for pixels";
        }
        else if (!means.All(value => Math.Abs((value + offset) * pixels) <= FarthestMean))
        {
            problem = string.Create(
                CultureInfo.InvariantCulture, $"'{mean}' is {means.MaxBy(Math.Abs)}, far beyond the values that pixels are scaled to");
        }
        return problem is null ? new(Triple(means!, offset, pixels), Triple(deviations!, 0, pixels)) : null;
    }

    private static CmaeChannelTriple Triple(double[] values, double offset, double pixels) =>
        new((float)((values[0] + offset) * pixels), (float)((values[1] + offset) * pixels), (float)((values[2] + offset) * pixels));

    private static double[]? Numbers(JsonElement configuration, string name)
    {
        if (!configuration.TryGetProperty(name, out JsonElement list) || list.ValueKind != JsonValueKind.Array)
            return null;
        double[] numbers =
            [.. list.EnumerateArray().Where(element => element.ValueKind == JsonValueKind.Number).Select(element => element.GetDouble())];
        return list.GetArrayLength() == 3 && numbers.Length == 3 && numbers.All(double.IsFinite) ? numbers : null;
    }
}
