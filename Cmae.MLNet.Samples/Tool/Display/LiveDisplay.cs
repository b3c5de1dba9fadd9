using Spectre.Console;
using Spectre.Console.Rendering;

namespace Cmae.MLNet.Samples.Tool.Display;

/// <summary>
/// A few lines on the terminal that are redrawn some times a second. At the end they go, and a line that stays has the last figures.
/// </summary>
internal sealed class LiveDisplay(IAnsiConsole console, TimeProvider time) : IPretrainingDisplay
{
    private const int BarWidth = 40, MostColumns = 4, ColumnWidth = 30;

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    private readonly HealthMemory _health = new();
    private CmaePretrainingStep? _last;
    private long? _lastDrawing;

    public void Run(CmaePretrainingOptions options, Action<Action<CmaePretrainingStep>> work)
    {
        try
        {
            console.Live(new Text("Preparing images ..."))
                .Overflow(VerticalOverflow.Crop)
                .AutoClear(true)
                .Start(context => work(step => Show(context, step, options)));
        }
        finally
        {
            if (_last is { } last)
                console.Line(StepText.Line(last, options, _health));
        }
    }

    private void Show(LiveDisplayContext context, CmaePretrainingStep step, CmaePretrainingOptions options)
    {
        _health.Take(step);
        _last = step;
        if (_lastDrawing is { } since && time.GetElapsedTime(since) < Interval && step.Step < step.TotalSteps)
            return;
        _lastDrawing = time.GetTimestamp();
        context.UpdateTarget(Draw(step, options));
    }

    private Rows Draw(CmaePretrainingStep step, CmaePretrainingOptions options)
    {
        double done = (double)step.Step / step.TotalSteps;
        int filled = (int)(done * BarWidth);
        return new Rows(
            new Markup($"[green]{new string('━', filled)}[/][gray]{new string('─', BarWidth - filled)}[/] {done,4:P0}"),
            Grid([.. StepText.Figures(step, options, _health).Select(figure => Figure(figure.Name, figure.Value))]));
    }

    /// <summary>As many figures beside one another as the terminal is wide for.</summary>
    private Grid Grid(IRenderable[] figures)
    {
        int columns = Math.Clamp(console.Profile.Width / ColumnWidth, 1, MostColumns);
        Grid grid = new Grid().AddColumns(columns);
        foreach (IRenderable[] row in figures.Chunk(columns))
            grid.AddRow(row);
        return grid;
    }

    private static Markup Figure(string name, string value) => new($"[gray]{name}[/] {Markup.Escape(value)}  ");
}
