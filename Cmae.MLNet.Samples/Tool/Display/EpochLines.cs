using Spectre.Console;

namespace Cmae.MLNet.Samples.Tool.Display;

/// <summary>Shows how a fine-tuning goes: a line for the first epoch, for every one that is ten seconds later, and for the last.</summary>
internal sealed class EpochLines(IAnsiConsole console, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private long? _lastLine;

    public void Show(CmaeImageClassificationEpoch epoch)
    {
        if (_lastLine is { } since && time.GetElapsedTime(since) < Interval && epoch.Epoch != epoch.TotalEpochs)
            return;
        _lastLine = time.GetTimestamp();
        string validation = epoch.ValidationAccuracy is { } accuracy
            ? $", validation accuracy {100 * accuracy:F1} % (loss {epoch.ValidationLoss:F3})"
            : "";
        console.Profile.Out.Writer.WriteLine(
            $"epoch {epoch.Epoch}/{epoch.TotalEpochs}, loss {epoch.TrainLoss:F3}{validation}, {TimeText.Of(epoch.Remaining)} left");
        console.Profile.Out.Writer.Flush();
    }
}
