using Spectre.Console;

namespace Cmae.MLNet.Samples.Tool.Display;

/// <summary>
/// Shows how a fine-tuning goes: a line for the first epoch, for every one that is ten seconds later, and for the last; and between them, in
/// epochs that take long, a line for the first step and for every one that is ten seconds later than any line.
/// </summary>
internal sealed class EpochLines(IAnsiConsole console, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private long? _lastEpoch, _lastLine;

    public void Show(CmaeFineTuningStep step)
    {
        if (!IsDue(_lastLine))
            return;
        Write($"epoch {step.Epoch}/{step.TotalEpochs}, step {step.Step}/{step.TotalSteps}, {step.ImagesPerSecond:F0} images/s, "
            + $"{TimeText.Of(step.Remaining)} left, loss {step.Loss:F3}");
    }

    public void Show(CmaeImageClassificationEpoch epoch) => Show(
        epoch, epoch.ValidationAccuracy is { } accuracy ? $"validation accuracy {100 * accuracy:F1} %" : null);

    public void Show(CmaeSegmentationEpoch epoch) => Show(
        epoch, epoch.ValidationMeanIou is { } iou ? $"validation mean IoU {100 * iou:F1} %" : null);

    private void Show(CmaeFineTuningEpoch epoch, string? figure)
    {
        if (!IsDue(_lastEpoch) && epoch.Epoch != epoch.TotalEpochs)
            return;
        string validation = figure is null ? "" : $", {figure} (loss {epoch.ValidationLoss:F3})";
        Write($"epoch {epoch.Epoch}/{epoch.TotalEpochs}, loss {epoch.TrainLoss:F3}{validation}, {TimeText.Of(epoch.Remaining)} left");
        _lastEpoch = _lastLine;
    }

    private bool IsDue(long? last) => last is not { } since || time.GetElapsedTime(since) >= Interval;

    private void Write(string line)
    {
        _lastLine = time.GetTimestamp();
        console.Profile.Out.Writer.WriteLine(line);
        console.Profile.Out.Writer.Flush();
    }
}
