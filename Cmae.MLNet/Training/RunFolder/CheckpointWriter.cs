namespace Cmae.MLNet.Training.RunFolder;

/// <summary>Writes a checkpoint whenever enough time or steps have gone by, and at the end.</summary>
internal sealed class CheckpointWriter(CheckpointFolder folder, CmaeTrainingOptions options, IResumable training)
{
    private TrainingProgress _last;

    /// <summary>Puts the run back to where its newest readable checkpoint was written.</summary>
    /// <param name="warn">Takes a warning for each checkpoint that is skipped because it is damaged or cannot be read.</param>
    /// <returns>Where the run stands; the beginning if there is no checkpoint.</returns>
    /// <exception cref="InvalidOperationException">The settings are not those of the checkpoint; all differences are listed.</exception>
    /// <exception cref="InvalidDataException">There are checkpoints, and none can be read.</exception>
    public RunPosition Resume(Action<string> warn)
    {
        IReadOnlyList<string> paths = folder.NewestFirst();
        foreach (string path in paths)
        {
            try
            {
                RunPosition position = TrainingCheckpoint.Restore(path, training);
                _last = position.Progress;
                return position.ExtendedTo(options.MoreEpochs, training.Plan.StepsPerEpoch);
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
        return default(RunPosition).ExtendedTo(options.MoreEpochs, training.Plan.StepsPerEpoch);
    }

    /// <summary>Notes a step; writes a checkpoint if one is due.</summary>
    public void StepCompleted(RunPosition position, bool isLast)
    {
        TrainingProgress progress = position.Progress;
        bool due = isLast ||
            progress.Elapsed - _last.Elapsed >= options.CheckpointInterval ||
            progress.Step - _last.Step >= options.CheckpointSteps;
        if (!due)
            return;
        string path = folder.PathOf(progress.Step);
        TrainingCheckpoint.Save(path, training, position);
        folder.Prune(path);
        _last = progress;
    }
}
