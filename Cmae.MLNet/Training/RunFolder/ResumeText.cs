using System.Globalization;
using Cmae.MLNet.Runtime;

namespace Cmae.MLNet.Training.RunFolder;

/// <summary>Where a resumed run goes on, in words.</summary>
internal static class ResumeText
{
    /// <summary>The lines of a run that is to be resumed.</summary>
    /// <param name="start">Where it stands.</param>
    /// <param name="plannedSteps">Steps of the whole run as planned now.</param>
    public static IEnumerable<string> Lines(RunPosition start, long plannedSteps)
    {
        if (start.Checkpoint is not { } checkpoint)
        {
            yield return "There is no checkpoint to resume from: the run begins with its first step.";
            yield break;
        }
        TrainingProgress progress = start.Progress;
        string where = start.HasEnded ? "the run has ended" : $"from epoch {progress.Epoch + 1}";
        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"Resuming after step {progress.Step} of {plannedSteps}, {where} ('{checkpoint}'), " +
            $"{DurationText.Of(progress.Elapsed)} of training so far.");
        if (start.Extension is { } more && !start.HasEnded)
        {
            yield return
                $"Training longer than planned at first, by {more.Epochs} epochs in all: " +
                $"steps {more.Start + 1} to {more.End} have a warm-up and a cosine of their own.";
        }
    }
}
