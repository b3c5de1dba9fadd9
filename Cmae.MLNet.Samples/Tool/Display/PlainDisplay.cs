using Spectre.Console;

namespace Cmae.MLNet.Samples.Tool.Display;

/// <summary>A line now and then, for logs and pipes: at the first step, every ten seconds, and at the last step.</summary>
internal sealed class PlainDisplay(IAnsiConsole console, TimeProvider time) : IPretrainingDisplay
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private long? _lastLine;

    public void Run(Action<Action<CmaePretrainingStep>> work) => work(Show);

    private void Show(CmaePretrainingStep step)
    {
        bool last = step.Step == step.TotalSteps;
        if (_lastLine is { } since && time.GetElapsedTime(since) < Interval && !last)
            return;
        _lastLine = time.GetTimestamp();
        console.Profile.Out.Writer.WriteLine(StepText.Line(step));
        console.Profile.Out.Writer.Flush();
    }
}
