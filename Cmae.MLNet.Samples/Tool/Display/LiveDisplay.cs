using Spectre.Console;

namespace Cmae.MLNet.Samples.Tool.Display;

/// <summary>A few lines on the terminal that are redrawn some times a second.</summary>
internal sealed class LiveDisplay(IAnsiConsole console, TimeProvider time) : IPretrainingDisplay
{
    private const int BarWidth = 40;

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    private long? _lastDrawing;

    public void Run(Action<Action<CmaePretrainingStep>> work) =>
        console.Live(new Text("Preparing images ..."))
            .Overflow(VerticalOverflow.Crop)
            .Start(context => work(step => Show(context, step)));

    private void Show(LiveDisplayContext context, CmaePretrainingStep step)
    {
        bool last = step.Step == step.TotalSteps;
        if (_lastDrawing is { } since && time.GetElapsedTime(since) < Interval && !last)
            return;
        _lastDrawing = time.GetTimestamp();
        context.UpdateTarget(Draw(step));
    }

    private static Rows Draw(CmaePretrainingStep step)
    {
        double done = (double)step.Step / step.TotalSteps;
        int filled = (int)(done * BarWidth);
        var figures = new Grid().AddColumn().AddColumn().AddColumn().AddColumn();
        figures.AddRow(
            Figure("epoch", StepText.Epoch(step)),
            Figure("step", StepText.Step(step)),
            Figure("speed", StepText.Speed(step)),
            Figure("left", StepText.Remaining(step)));
        figures.AddRow(
            Figure("reconstruction", StepText.Loss(step.ReconstructionLoss)),
            Figure("contrastive", StepText.Loss(step.ContrastiveLoss)),
            Figure("learning rate", StepText.LearningRate(step)),
            Figure("momentum", StepText.Momentum(step)));
        return new Rows(
            new Markup($"[green]{new string('━', filled)}[/][gray]{new string('─', BarWidth - filled)}[/] {done,4:P0}"),
            figures);
    }

    private static Markup Figure(string name, string value) => new($"[gray]{name}[/] {Markup.Escape(value)}  ");
}
