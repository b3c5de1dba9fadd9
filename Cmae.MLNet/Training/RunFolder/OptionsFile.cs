using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Cmae.MLNet.Files;

namespace Cmae.MLNet.Training.RunFolder;

/// <summary>options.json: the options of a run. An option that was left at its default has the value that was used.</summary>
internal static class OptionsFile
{
    private static readonly JsonSerializerOptions s_json = new()
    {
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter() },
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // safe: the file is for people and is not part of a web page
    };

    /// <summary>Writes the file atomically (it is never left half-written).</summary>
    /// <param name="path">The file.</param>
    /// <param name="settings">The options that affect the result of the run.</param>
    /// <param name="plan">The plan of the run.</param>
    /// <param name="start">Where the run stands.</param>
    /// <param name="device">The device that the run uses, in words.</param>
    /// <param name="classes">Names of the images' classes; null if they have no labels.</param>
    public static void Write(
        string path,
        IReadOnlyDictionary<string, object> settings,
        StepPlan plan,
        RunPosition start,
        string device,
        IReadOnlyList<string>? classes)
    {
        var content = new Dictionary<string, object?>
        {
            ["library"] = $"Cmae.MLNet {typeof(OptionsFile).Assembly.GetName().Version?.ToString(3)}",
            ["device"] = device,
            ["started"] = DateTimeOffset.UtcNow.ToString("u"),
            ["stepsPerEpoch"] = plan.StepsPerEpoch,
            ["totalSteps"] = start.Extension?.End ?? (plan.TimeBudget is null ? plan.TotalSteps : null),
            ["classes"] = classes,
            ["options"] = settings,
        };
        if (start.Extension is { } extension)
            content["moreEpochs"] = extension.Epochs;
        AtomicFile.Write(path, stream => JsonSerializer.Serialize(stream, content, s_json));
    }
}
