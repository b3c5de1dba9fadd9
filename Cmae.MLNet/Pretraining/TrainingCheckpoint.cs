using System.Globalization;
using System.Text.Json;
using Cmae.MLNet.Checkpoints;
using Cmae.MLNet.Encoders;
using Cmae.MLNet.Runtime;
using Cmae.MLNet.Training;

namespace Cmae.MLNet.Pretraining;

/// <summary>
/// A training run that can be resumed: the trainer's tensors, its progress, and the settings that its numbers depend on, in one .safetensors
/// file.
/// </summary>
internal static class TrainingCheckpoint
{
    private const string ProgressKey = "cmae.training.progress";
    private const string SettingsKey = "cmae.training.settings";

    /// <summary>Writes a checkpoint atomically (the file is never left half-written), with a checksum.</summary>
    public static void Save(string path, CmaeLearner trainer, TrainingProgress progress, IReadOnlyDictionary<string, string> settings) =>
        SafetensorsWriter.WriteChecked(path, TrainerState.Tensors(trainer), new Dictionary<string, string>
        {
            ["format"] = "pt",
            // lets the online encoder be read as one
            [EncoderConfigurationJson.MetadataKey] = EncoderConfigurationJson.Write(trainer.Model.backbone.Configuration),
            [ProgressKey] = JsonSerializer.Serialize(progress),
            [SettingsKey] = JsonSerializer.Serialize(settings),
        });

    /// <summary>Puts a run back to where a checkpoint was written.</summary>
    /// <returns>Where the run stood.</returns>
    /// <exception cref="InvalidDataException">
    /// The file is damaged, not a training checkpoint, or says a step that this run never reaches.
    /// </exception>
    /// <exception cref="InvalidOperationException">The settings are not those of the checkpoint; all differences are listed.</exception>
    public static TrainingProgress Restore(string path, CmaeLearner trainer, IReadOnlyDictionary<string, string> settings)
    {
        using SafetensorsReader file = SafetensorsReader.Open(path);
        var progress = Read<TrainingProgress>(file, ProgressKey);
        CheckSettings(path, Read<Dictionary<string, string>>(file, SettingsKey), settings);
        CheckProgress(path, progress, trainer.Plan);
        TrainerState.Restore(trainer, file);
        return progress;
    }

    /// <summary>How far the training in a file had come; null if the file is not a training checkpoint.</summary>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public static string? Describe(ITensorFile file)
    {
        if (!file.Metadata.ContainsKey(ProgressKey))
            return null;
        var progress = Read<TrainingProgress>(file, ProgressKey);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"The training run had reached step {progress.Step}, {progress.EpochStep} steps into epoch {progress.Epoch + 1}, " +
            $"after {DurationText.Of(progress.Elapsed)}. The encoder is its online branch.");
    }

    /// <summary>The seed of the run that the checkpoints belong to, from the newest that can be read; null if there is none.</summary>
    public static int? SeedOf(CheckpointFolder checkpoints)
    {
        foreach (string path in checkpoints.NewestFirst())
        {
            try
            {
                using SafetensorsReader file = SafetensorsReader.Open(path);
                var settings = Read<Dictionary<string, string>>(file, SettingsKey);
                string? text = settings.GetValueOrDefault(nameof(CmaePretrainingOptions.Seed));
                if (int.TryParse(text, CultureInfo.InvariantCulture, out int seed))
                    return seed;
            }
            catch (Exception exception) when (CanBePassedOver(exception))
            {
                // Resuming warns of it, and also uses the one before.
            }
        }
        return null;
    }

    /// <summary>Whether an error is one of the checkpoint, damaged or not to be read, so that the one before it can be tried.</summary>
    public static bool CanBePassedOver(Exception exception) =>
        exception is InvalidDataException or IOException or UnauthorizedAccessException;

    /// <summary>A run goes through its steps in order: where it stood is one number in three forms, and the file's name has it, too.</summary>
    private static void CheckProgress(string path, TrainingProgress progress, PretrainingPlan plan)
    {
        (long step, int epoch, int epochStep, TimeSpan elapsed) = progress;
        bool fits = epoch >= 0 && epochStep >= 0 && epochStep <= plan.StepsPerEpoch && elapsed >= TimeSpan.Zero
            && step == ((long)epoch * plan.StepsPerEpoch) + epochStep
            && (plan.Options.TimeBudget is not null || step <= plan.TotalSteps)
            && Path.GetFileName(path) == CheckpointFolder.NameOf(step);
        if (!fits)
        {
            throw new InvalidDataException(
                $"'{path}' is damaged: it says that the training stood at step {step}, {epochStep} steps into epoch {epoch}, " +
                $"after {elapsed}, where an epoch has " +
                $"{plan.StepsPerEpoch} steps, the run {plan.TotalSteps}, and the file's name tells the step.");
        }
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
        throw new InvalidDataException(
            $"'{file.Path}' is not a training checkpoint: it has no entry '{key}'. " +
            "To start from its weights alone, set InitializeFrom = CmaeEncoder.Load(...).");
    }

    private static void CheckSettings(string path, Dictionary<string, string> then, IReadOnlyDictionary<string, string> now)
    {
        string[] differences =
        [
            .. now.Keys.Union(then.Keys).Order(StringComparer.Ordinal)
                .Where(key => now.GetValueOrDefault(key) != then.GetValueOrDefault(key))
                .Select(key => $"{Environment.NewLine}- {key}: {Value(then, key)} in the checkpoint, {Value(now, key)} now"),
        ];
        if (differences.Length > 0)
        {
            throw new InvalidOperationException(
                $"Cannot resume from '{path}', which was trained with other settings:{string.Concat(differences)}{Environment.NewLine}" +
                "Set them as they were, or start a new run from the weights alone with InitializeFrom and another RunDirectory.");
        }

        static string Value(IReadOnlyDictionary<string, string> settings, string key) => settings.GetValueOrDefault(key, "not set");
    }
}
