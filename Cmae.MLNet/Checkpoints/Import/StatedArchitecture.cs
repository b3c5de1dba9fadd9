using System.Globalization;
using System.Text.Json;
using Cmae.MLNet.Encoders;

namespace Cmae.MLNet.Checkpoints;

/// <summary>
/// What a configuration beside the weights says about the computation: an encoder that computes otherwise would give other features from the same weights.
/// </summary>
internal static class StatedArchitecture
{
    private const string ConfigurationFile = "config.json";

    /// <summary>This library's encoder has the official 1e-6; a larger value changes features by more than rounding.</summary>
    private const double LargestEpsilon = 1e-5, OwnEpsilon = EncoderLayout.LayerNormEpsilon;

    private static readonly string[] s_exactGelu = ["gelu", "gelu_python"];

    /// <summary>Reads and compares it.</summary>
    /// <param name="file">The checkpoint.</param>
    /// <param name="layout">Its naming.</param>
    /// <param name="notes">Takes what a reader should know.</param>
    /// <exception cref="InvalidDataException">The encoder computes something that this library's does not.</exception>
    public static void Check(ITensorFile file, CheckpointLayout layout, List<string> notes)
    {
        if (!layout.IsHuggingFace && layout != CheckpointLayout.Timm)
            return;
        JsonElement? read = ConfigurationBeside.Read(file.Path, ConfigurationFile, out string? problem);
        if (problem is not null && layout.IsHuggingFace)
            notes.Add(problem);
        if (read is not { } configuration)
            return;
        JsonElement? arguments = configuration.Object("model_args");
        string? activation = layout.IsHuggingFace ? configuration.Text("hidden_act") : arguments?.Text("act_layer");
        string? model = layout == CheckpointLayout.Timm ? configuration.Text("architecture") : null;
        if (model?.Contains("quickgelu", StringComparison.OrdinalIgnoreCase) == true)
            activation ??= "quick_gelu";
        if (activation is not null && !s_exactGelu.Contains(activation.ToLowerInvariant()))
            throw Refused(file, $"its activation is '{activation}', and this library's encoder has the exact GELU");
        if (configuration.Number("layer_norm_eps") is { } epsilon)
            CheckEpsilon(file, epsilon, notes);
    }

    /// <summary>The names of the classes, in the head's order, if the configuration has one for each.</summary>
    public static string[]? ClassNames(string path, int count)
    {
        if (ConfigurationBeside.Read(path, ConfigurationFile) is not { } configuration)
            return null;
        string[] names = [.. configuration.Object("id2label") is { } labels ? FromLabels(labels, count) : FromList(configuration)];
        return names.Length == count && !names.Contains("") && names.Distinct().Count() == count ? names : null;
    }

    // Hugging Face; LABEL_0 and so on are what it writes if nobody gave names
    private static IEnumerable<string> FromLabels(JsonElement labels, int count) =>
        Enumerable.Range(0, count)
            .Select(i => (Name: labels.Text(i.ToString(CultureInfo.InvariantCulture)), Default: $"LABEL_{i}"))
            .Where(label => label.Name is not null && label.Name != label.Default)
            .Select(label => label.Name!);

    // timm
    private static IEnumerable<string> FromList(JsonElement configuration) =>
        configuration.TryGetProperty("label_names", out JsonElement list) && list.ValueKind == JsonValueKind.Array
            ? list.EnumerateArray().Where(name => name.ValueKind == JsonValueKind.String).Select(name => name.GetString()!)
            : [];

    private static void CheckEpsilon(ITensorFile file, double epsilon, List<string> notes)
    {
        if (epsilon is < 0 or > LargestEpsilon)
        {
            throw Refused(file, string.Create(
                CultureInfo.InvariantCulture, $"its norms have an epsilon of {epsilon}, and this library's {OwnEpsilon}"));
        }
        if (epsilon != OwnEpsilon)
        {
            notes.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"The norms' epsilon is {epsilon} in {ConfigurationFile} and {OwnEpsilon} here, " +
                $"which changes features by rounding alone."));
        }
    }

    private static InvalidDataException Refused(ITensorFile file, string reason) => new(
        $"'{file.Path}' holds an encoder that would give other features here: {ConfigurationFile} beside it says that {reason}. " +
        $"Take another checkpoint; if {ConfigurationFile} belongs to another file, move it away.");
}
