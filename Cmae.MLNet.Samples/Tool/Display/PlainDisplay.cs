using Spectre.Console;

namespace Cmae.MLNet.Samples.Tool.Display;

/// <summary>A line now and then, for logs and pipes: at the first step, every ten seconds, and at the last step.</summary>
internal sealed class PlainDisplay(IAnsiConsole console, TimeProvider time) : IPretrainingDisplay
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private readonly HealthMemory _health = new();
    private long? _lastLine;

    public void Run(CmaePretrainingOptions options, Action<Action<CmaePretrainingStep>> work) => work(step => Show(step, options));

    private void Show(CmaePretrainingStep step, CmaePretrainingOptions options)
    {
        _health.Take(step);
        bool last = step.Step == step.TotalSteps;
        if (_lastLine is { } since && time.GetElapsedTime(since) < Interval && !last)
            return;
        _lastLine = time.GetTimestamp();
        console.Line(StepText.Line(step, options, _health));
    }
}
