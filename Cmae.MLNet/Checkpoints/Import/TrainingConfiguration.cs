using System.Globalization;
using System.Text.RegularExpressions;

namespace Cmae.MLNet.Checkpoints;

/// <summary>What the training configuration says that OpenMMLab's codes, among them the official one of CMAE, keep in their checkpoints: Python text.</summary>
internal static partial class TrainingConfiguration
{
    private const string MetadataKey = "cfg";

    private const int Timeout = 1000;

    /// <summary>The heads of an encoder of a width; null if the configuration does not say.</summary>
    public static int? Heads(ITensorFile file, int width) =>
        Text(file) is { } text && Architecture().Matches(text).FirstOrDefault(match => Number(match, 1) == width) is { } found
            ? Number(found, 2)
            : null;

    /// <summary>
    /// The order of the planes; null if the configuration does not say, or is CMAE's: the official code swaps the planes of images that are in red, green, blue
    /// already, whatever the option is called.
    /// </summary>
    public static CmaeChannelOrder? ChannelOrder(ITensorFile file) => Text(file) switch
    {
        null => null,
        var text when text.Contains("CMAE", StringComparison.Ordinal) => null,
        // images are loaded in blue, green, red
        var text when Conversion().Match(text) is { Success: true } match =>
            match.Groups[1].ValueSpan is "True" ? CmaeChannelOrder.Rgb : CmaeChannelOrder.Bgr,
        _ => null,
    };

    /// <summary>Mean and standard deviation; null if the configuration does not say.</summary>
    public static StatedNormalization? Normalization(ITensorFile file)
    {
        if (Text(file) is not { } text || Statistics("mean", text) is not { } mean || Statistics("std", text) is not { } deviation)
            return null;
        // some transforms take pixels from 0 to 1, others from 0 to 255
        float scale = mean.Concat(deviation).All(value => Math.Abs(value) <= 1) ? 255 : 1;
        return deviation.All(value => value > 0)
            ? new(Scaled(mean, scale), Scaled(deviation, scale))
            : null;
    }

    private static CmaeChannelTriple Scaled(float[] values, float scale) => new(scale * values[0], scale * values[1], scale * values[2]);

    private static string? Text(ITensorFile file) => file.Metadata.GetValueOrDefault(MetadataKey);

    private static float[]? Statistics(string name, string text) =>
        Triple().Matches(text).FirstOrDefault(match => match.Groups[1].Value == name) is { } found
            ? [.. Enumerable.Range(2, 3).Select(group => float.Parse(found.Groups[group].ValueSpan, CultureInfo.InvariantCulture))]
            : null;

    private static int Number(Match match, int group) => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"embed_dims=(\d{1,6}),[^()]{0,200}?num_heads=(\d{1,4})", RegexOptions.None, Timeout)]
    private static partial Regex Architecture();

    [GeneratedRegex(@"\b(?:bgr_)?to_rgb\s*=\s*(True|False)", RegexOptions.None, Timeout)]
    private static partial Regex Conversion();

    [GeneratedRegex(
        @"\b(mean|std)\s*=\s*[\[(]\s*([0-9.]{1,12})\s*,\s*([0-9.]{1,12})\s*,\s*([0-9.]{1,12})\s*,?\s*[\])]", RegexOptions.None, Timeout)]
    private static partial Regex Triple();
}
