namespace Cmae.MLNet.Training.RunFolder;

/// <summary>The figures of a run on disk, step by step: metrics.jsonl for programs, TensorBoard events for people.</summary>
internal sealed class RunMetrics<TLine> : IDisposable
    where TLine : class, IMetricsLine<TLine>
{
    private readonly Action<string> _warn;
    private readonly MetricsFile<TLine> _lines;
    private readonly TensorBoardFile _events;
    private bool _isFailing;

    /// <param name="directory">The folder of the run.</param>
    /// <param name="lastStep">Number of steps done: figures of later steps are removed, so that a resumed run ends with those of an uninterrupted one.</param>
    /// <param name="warn">Told once when figures cannot be written, which is tried again at every step.</param>
    /// <param name="recall">Told of every earlier line that is kept; null if nobody needs them.</param>
    public RunMetrics(RunDirectory directory, long lastStep, Action<string> warn, Action<TLine>? recall = null)
    {
        _warn = warn;
        _lines = MetricsFile<TLine>.Open(directory.MetricsPath, lastStep, recall);
        _events = TensorBoardFile.Open(directory.Path, lastStep);
    }

    public void Write(TLine line)
    {
        string? failure = _lines.Write(line);
        KeyValuePair<string, double>[] initial = [.. line.InitialFigures()];
        if (initial.Length > 0)
            failure = _events.Write(0, initial) ?? failure;
        failure = _events.Write(line.Step, line.Figures()) ?? failure;
        if (failure is not null && !_isFailing)
        {
            _warn($"The figures of step {line.Step} cannot be written to the run folder for now: {failure} Training goes on; they are "
                + "kept and written when that is possible again.");
        }
        _isFailing = failure is not null;
    }

    public void Dispose()
    {
        _lines.Dispose();
        _events.Dispose();
    }
}
