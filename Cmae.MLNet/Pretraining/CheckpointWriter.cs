using Cmae.MLNet.Training;

namespace Cmae.MLNet.Pretraining;

/// <summary>Writes a checkpoint whenever enough time or steps have gone by, and at the end.</summary>
internal sealed class CheckpointWriter(
    CheckpointFolder folder, CmaePretrainingOptions options, CmaeLearner trainer, IReadOnlyDictionary<string, string> settings)
{
    private TrainingProgress _last;

    /// <summary>Puts the run back to where its newest readable checkpoint was written.</summary>
    /// <param name="warn">Takes a warning for each checkpoint that is skipped because it is damaged or cannot be read.</param>
    /// <returns>Where the run stands; the beginning if there is no checkpoint.</returns>
    /// <exception cref="InvalidOperationException">The settings are not those of the checkpoint; all differences are listed.</exception>
    /// <exception cref="InvalidDataException">There are checkpoints, and none can be read.</exception>
    public TrainingProgress Resume(Action<string> warn)
    {
        IReadOnlyList<string> paths = folder.NewestFirst();
        foreach (string path in paths)
        {
            try
            {
                return _last = TrainingCheckpoint.Restore(path, trainer, settings);
            }
            catch (Exception e) when (TrainingCheckpoint.CanBePassedOver(e) && path != paths[^1])
            {
                warn($"The newest training checkpoint cannot be used, the one before it is tried: {e.Message}");
            }
            catch (Exception e) when (TrainingCheckpoint.CanBePassedOver(e))
            {
                throw new InvalidDataException(
                    "None of the training checkpoints can be used, so the run cannot be resumed; " +
                    $"start a new one in another RunDirectory. {e.Message}", e);
            }
        }
        return default;
    }

    /// <summary>Notes a step; writes a checkpoint if one is due.</summary>
    public void StepCompleted(TrainingProgress progress, bool isLast)
    {
        bool due = isLast ||
            progress.Elapsed - _last.Elapsed >= options.CheckpointInterval ||
            progress.Step - _last.Step >= options.CheckpointSteps;
        if (!due)
            return;
        string path = folder.PathOf(progress.Step);
        TrainingCheckpoint.Save(path, trainer, progress, settings);
        folder.Prune(path);
        _last = progress;
    }
}
