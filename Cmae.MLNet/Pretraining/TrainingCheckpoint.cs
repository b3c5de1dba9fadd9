using System.Globalization;
using System.Text.Json;
using Cmae.MLNet.Checkpoints;
using Cmae.MLNet.Encoders;
using Cmae.MLNet.Runtime;
using Cmae.MLNet.Training;

namespace Cmae.MLNet.Pretraining;

/// <summary>
/// A training that can go on: the trainer's tensors, where the run stood, and the settings that its numbers depend on, in one .safetensors
/// file.
/// </summary>
internal static class TrainingCheckpoint
{
    private const string ProgressKey = "cmae.training.progress";
    private const string SettingsKey = "cmae.training.settings";

    /// <summary>Writes a checkpoint as a whole or not at all.</summary>
    public static void Save(string path, CmaeLearner trainer, TrainingProgress progress, IReadOnlyDictionary<string, string> settings) =>
        SafetensorsWriter.Write(path, TrainerState.Tensors(trainer), new Dictionary<string, string>
        {
            ["format"] = "pt",
            // lets the online encoder be read as one
            [EncoderConfigurationJson.MetadataKey] = EncoderConfigurationJson.Write(trainer.Model.backbone.Configuration),
            [ProgressKey] = JsonSerializer.Serialize(progress),
            [SettingsKey] = JsonSerializer.Serialize(settings),
        });

    /// <summary>Puts a run back to where a checkpoint was written.</summary>
    /// <returns>Where the run stood.</returns>
    /// <exception cref="InvalidDataException">The file is damaged or no training checkpoint.</exception>
    /// <exception cref="InvalidOperationException">The settings are not those of the checkpoint; all differences are listed.</exception>
    public static TrainingProgress Restore(string path, CmaeLearner trainer, IReadOnlyDictionary<string, string> settings)
    {
        using SafetensorsReader file = SafetensorsReader.Open(path);
        var progress = Read<TrainingProgress>(file, ProgressKey);
        CheckSettings(path, Read<Dictionary<string, string>>(file, SettingsKey), settings);
        TrainerState.Restore(trainer, file);
        return progress;
    }

    /// <summary>How far the training in a file was; null where the file is no training checkpoint.</summary>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public static string? Describe(ITensorFile file)
    {
        if (!file.Metadata.ContainsKey(ProgressKey))
            return null;
        var progress = Read<TrainingProgress>(file, ProgressKey);
        return string.Create(CultureInfo.InvariantCulture,
            $"The training stood at step {progress.Step}, {progress.EpochStep} steps into epoch {progress.Epoch + 1}, after {DurationText.Of(progress.Elapsed)}. The encoder is its online branch.");
    }

    /// <summary>The seed of the run that checkpoints are of, from the newest that can be read; null where there is none.</summary>
    public static int? SeedOf(CheckpointFolder checkpoints)
    {
        foreach (string path in checkpoints.NewestFirst())
        {
            try
            {
                using SafetensorsReader file = SafetensorsReader.Open(path);
                if (int.TryParse(Read<Dictionary<string, string>>(file, SettingsKey).GetValueOrDefault(nameof(CmaePretrainingOptions.Seed)), CultureInfo.InvariantCulture, out int seed))
                    return seed;
            }
            catch (InvalidDataException)
            {
                // Resuming tells of it, and takes the one before as well.
            }
        }
        return null;
    }

    private static T Read<T>(ITensorFile file, string key)
    {
        try
        {
            if (file.Metadata.TryGetValue(key, out string? json) && JsonSerializer.Deserialize<T>(json) is { } value)
                return value;
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"'{file.Path}': the entry '{key}' of the training checkpoint is damaged: {e.Message}", e);
        }
        throw new InvalidDataException($"'{file.Path}' is no training checkpoint: it has no entry '{key}'. To start from its weights alone, set InitializeFrom = CmaeEncoder.Load(...).");
    }

    private static void CheckSettings(string path, Dictionary<string, string> then, IReadOnlyDictionary<string, string> now)
    {
        string[] differences =
        [
            .. now.Keys.Union(then.Keys).Order(StringComparer.Ordinal)
                .Where(key => now.GetValueOrDefault(key) != then.GetValueOrDefault(key))
                .Select(key => $"{Environment.NewLine}- {key}: {then.GetValueOrDefault(key, "not set")} in the checkpoint, {now.GetValueOrDefault(key, "not set")} now"),
        ];
        if (differences.Length > 0)
        {
            throw new InvalidOperationException(
                $"Cannot resume from '{path}', which was trained with other settings:{string.Concat(differences)}{Environment.NewLine}" +
                "Set them as they were, or start anew from the weights alone with InitializeFrom and another RunDirectory.");
        }
    }
}
