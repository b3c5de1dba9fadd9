namespace Cmae.MLNet.Training.RunFolder;

/// <summary>Where a run stands.</summary>
/// <param name="Progress">How far it is.</param>
/// <param name="Extension">The epochs that were added to it; null if none were.</param>
/// <param name="HasEnded">Whether nothing is left to train.</param>
internal readonly record struct RunPosition(TrainingProgress Progress, RunExtension? Extension = null, bool HasEnded = false)
{
    /// <summary>The checkpoint that it is resumed from; null if it begins.</summary>
    public string? Checkpoint { get; init; }

    /// <summary>The position as options have it that may ask for more epochs than the checkpoint's did.</summary>
    /// <param name="moreEpochs">The epochs added to the run, all together; null for none.</param>
    /// <param name="stepsPerEpoch">Steps of an epoch.</param>
    /// <exception cref="InvalidOperationException">There is no run that has ended, or it has more epochs than that already.</exception>
    public RunPosition ExtendedTo(int? moreEpochs, int stepsPerEpoch)
    {
        (int before, int now, long start) = (Extension?.Epochs ?? 0, moreEpochs ?? 0, Progress.Step);
        if (now == before)
            return this;
        if (Checkpoint is null)
        {
            throw new InvalidOperationException(
                $"MoreEpochs = {now}, but there is no run in RunDirectory that it could add to. Train it without MoreEpochs first.");
        }
        if (now < before)
        {
            throw new InvalidOperationException(
                $"Cannot resume from '{Checkpoint}': MoreEpochs is {before} in the checkpoint and {now} now. Set it as it was, or higher.");
        }
        if (!HasEnded)
        {
            throw new InvalidOperationException(
                $"Cannot add epochs to '{Checkpoint}': MoreEpochs is {before} in the checkpoint and {now} now, " +
                "but that run has not ended. Resume it as it was until it has.");
        }
        return this with { Extension = new(now, start, start + ((long)(now - before) * stepsPerEpoch)), HasEnded = false };
    }
}
