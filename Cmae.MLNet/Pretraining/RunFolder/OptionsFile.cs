using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Cmae.MLNet.Files;
using Cmae.MLNet.Runtime;
using TorchSharp;

namespace Cmae.MLNet.Pretraining.RunFolder;

/// <summary>options.json: what a run was made with. Every option that was left open has the value that was taken.</summary>
internal static class OptionsFile
{
    private static readonly JsonSerializerOptions s_json = new()
    {
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter() },
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // a file for the eye, in no web page
    };

    /// <summary>Writes the file as a whole or not at all.</summary>
    /// <param name="path">The file.</param>
    /// <param name="settings">The options that the run's numbers depend on.</param>
    /// <param name="plan">The run.</param>
    /// <param name="device">What it runs on.</param>
    /// <param name="classes">Names of the images' classes; null where they have none.</param>
    public static void Write(string path, IReadOnlyDictionary<string, object> settings, PretrainingPlan plan, torch.Device device, IReadOnlyList<string>? classes)
    {
        var content = new Dictionary<string, object?>
        {
            ["library"] = $"Cmae.MLNet {typeof(OptionsFile).Assembly.GetName().Version?.ToString(3)}",
            ["device"] = TrainingDevice.Describe(device, plan.Model.ComputeType),
            ["started"] = DateTimeOffset.UtcNow.ToString("u"),
            ["stepsPerEpoch"] = plan.StepsPerEpoch,
            ["totalSteps"] = plan.Options.TimeBudget is null ? plan.TotalSteps : null,
            ["classes"] = classes,
            ["options"] = settings,
        };
        AtomicFile.Write(path, stream => JsonSerializer.Serialize(stream, content, s_json));
    }
}
