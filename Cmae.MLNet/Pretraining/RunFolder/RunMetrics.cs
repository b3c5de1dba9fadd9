namespace Cmae.MLNet.Pretraining.RunFolder;

/// <summary>The figures of a run on disk, step by step: metrics.jsonl for programs, TensorBoard events for people.</summary>
internal sealed class RunMetrics : IDisposable
{
    private readonly Action<string> _warn;
    private readonly MetricsFile _lines;
    private readonly TensorBoardFile _events;
    private bool _isFailing;

    /// <param name="directory">The folder of the run.</param>
    /// <param name="lastStep">Number of steps done: figures of later steps are removed, so that a resumed run ends with those of an uninterrupted one.</param>
    /// <param name="warn">Told once when figures cannot be written, which is tried again at every step.</param>
    public RunMetrics(RunDirectory directory, long lastStep, Action<string> warn)
    {
        _warn = warn;
        _lines = MetricsFile.Open(directory.MetricsPath, lastStep);
        _events = TensorBoardFile.Open(directory.Path, lastStep);
    }

    /// <summary>The steps so far after which health was measured.</summary>
    public IReadOnlyList<MetricsLine> Measured => _lines.Measured;

    public void Write(CmaePretrainingStep step, TimeSpan elapsed)
    {
        MetricsLine line = MetricsLine.Of(step, elapsed);
        string? failure = _lines.Write(line);
        failure = _events.Write(line.Step, line.Figures()) ?? failure;
        if (failure is not null && !_isFailing)
        {
            _warn($"The figures of step {step.Step} cannot be written to the run folder for now: {failure} Training goes on; they are "
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
