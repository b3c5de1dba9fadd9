using System.Globalization;
using System.Text.Json;
using Cmae.MLNet.Checkpoints;
using Cmae.MLNet.Runtime;

namespace Cmae.MLNet.Training.RunFolder;

/// <summary>
/// A training run that can be resumed: its tensors, its progress, and the settings that its numbers depend on, in one .safetensors
/// file.
/// </summary>
internal static class TrainingCheckpoint
{
    private const string ProgressKey = "cmae.training.progress";
    private const string SettingsKey = "cmae.training.settings";
    private const string ExtensionKey = "cmae.training.extension"; // none before epochs are added
    private const string EndedKey = "cmae.training.ended"; // only where the steps do not tell
    private const string KindKey = "cmae.training.kind"; // pre-training has none

    /// <summary>Writes a checkpoint atomically (the file is never left half-written), with a checksum.</summary>
    public static void Save(string path, IResumable training, RunPosition position)
    {
        var metadata = new Dictionary<string, string>(training.Metadata)
        {
            ["format"] = "pt",
            [ProgressKey] = JsonSerializer.Serialize(position.Progress),
            [SettingsKey] = JsonSerializer.Serialize(training.Settings),
        };
        if (training.Kind != IResumable.Pretraining)
            metadata[KindKey] = training.Kind;
        if (position.Extension is { } extension)
            metadata[ExtensionKey] = JsonSerializer.Serialize(extension);
        if (position.HasEnded && position.Progress.Step != LastStep(training.Plan, position.Extension))
            metadata[EndedKey] = "true";
        SafetensorsWriter.WriteChecked(path, training.Tensors(), metadata);
    }

    /// <summary>Puts a run back to where a checkpoint was written.</summary>
    /// <returns>Where the run stood.</returns>
    /// <exception cref="InvalidDataException">
    /// The file is damaged, not a training checkpoint, or says a step that this run never reaches.
    /// </exception>
    /// <exception cref="InvalidOperationException">The settings are not those of the checkpoint; all differences are listed.</exception>
    public static RunPosition Restore(string path, IResumable training)
    {
        using SafetensorsReader file = SafetensorsReader.Open(path);
        var progress = Read<TrainingProgress>(file, ProgressKey);
        CheckKind(file, training.Kind);
        CheckSettings(path, Read<Dictionary<string, string>>(file, SettingsKey), training.Settings);
        RunExtension? extension = file.Metadata.ContainsKey(ExtensionKey) ? Read<RunExtension>(file, ExtensionKey) : null;
        long? lastStep = LastStep(training.Plan, extension);
        CheckProgress(path, progress, training.Plan.StepsPerEpoch, lastStep);
        training.Restore(file);
        return new(progress, extension, file.Metadata.ContainsKey(EndedKey) || progress.Step == lastStep) { Checkpoint = path };
    }

    /// <summary>How far the training in a file had come; null if the file is not a training checkpoint.</summary>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public static string? Describe(ITensorFile file)
    {
        if (!file.Metadata.ContainsKey(ProgressKey))
            return null;
        var progress = Read<TrainingProgress>(file, ProgressKey);
        string encoder = KindOf(file) == IResumable.Pretraining
            ? "its online branch"
            : "the one in training at that step, not that of the best epoch";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"The training run had reached step {progress.Step}, {progress.EpochStep} steps into epoch {progress.Epoch + 1}, " +
            $"after {DurationText.Of(progress.Elapsed)}. The encoder is {encoder}.");
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
                string? text = settings.GetValueOrDefault(nameof(CmaeTrainingOptions.Seed));
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

    /// <summary>An entry of a checkpoint's metadata.</summary>
    /// <exception cref="InvalidDataException">It is missing or damaged.</exception>
    public static T Read<T>(ITensorFile file, string key, JsonSerializerOptions? options = null)
    {
        try
        {
            if (file.Metadata.TryGetValue(key, out string? json) && JsonSerializer.Deserialize<T>(json, options) is { } value)
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

    /// <summary>Whether an error is one of the checkpoint, damaged or not to be read, so that the one before it can be tried.</summary>
    public static bool CanBePassedOver(Exception exception) =>
        exception is InvalidDataException or IOException or UnauthorizedAccessException;

    /// <summary>The step that a run ends with at the latest; null if its time decides.</summary>
    private static long? LastStep(StepPlan plan, RunExtension? extension) =>
        extension?.End ?? (plan.TimeBudget is null ? plan.TotalSteps : null);

    /// <summary>A run goes through its steps in order: where it stood is one number in three forms, and the file's name has it, too.</summary>
    private static void CheckProgress(string path, TrainingProgress progress, int stepsPerEpoch, long? lastStep)
    {
        (long step, int epoch, int epochStep, TimeSpan elapsed) = progress;
        bool fits = epoch >= 0 && epochStep >= 0 && epochStep <= stepsPerEpoch && elapsed >= TimeSpan.Zero
            && step == ((long)epoch * stepsPerEpoch) + epochStep
            && (lastStep is null || step <= lastStep)
            && Path.GetFileName(path) == CheckpointFolder.NameOf(step);
        if (!fits)
        {
            throw new InvalidDataException(
                $"'{path}' is damaged: it says that the training stood at step {step}, {epochStep} steps into epoch {epoch}, " +
                $"after {elapsed}, where an epoch has " +
                $"{stepsPerEpoch} steps, the run {lastStep?.ToString(CultureInfo.InvariantCulture) ?? "any number"}, " +
                "and the file's name tells the step.");
        }
    }

    private static string KindOf(ITensorFile file) => file.Metadata.GetValueOrDefault(KindKey, IResumable.Pretraining);

    private static void CheckKind(ITensorFile file, string kind)
    {
        if (KindOf(file) is var then && then != kind)
        {
            throw new InvalidOperationException(
                $"Cannot resume from '{file.Path}', which is a checkpoint of {then}: this is {kind}. Choose another RunDirectory.");
        }
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
