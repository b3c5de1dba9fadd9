namespace Cmae.MLNet.Pretraining.RunFolder;

/// <summary>The figures of a run on disk, step by step: metrics.jsonl for programs, TensorBoard events for people.</summary>
internal sealed class RunMetrics : IDisposable
{
    private readonly MetricsFile _lines;
    private readonly TensorBoardFile _events;

    /// <param name="directory">The folder of the run.</param>
    /// <param name="lastStep">Number of steps done: figures of later steps are removed, so that a resumed run ends with those of an uninterrupted one.</param>
    public RunMetrics(RunDirectory directory, long lastStep)
    {
        _lines = MetricsFile.Open(directory.MetricsPath, lastStep);
        _events = TensorBoardFile.Open(directory.Path, lastStep);
    }

    /// <summary>The steps so far after which health was measured.</summary>
    public IReadOnlyList<MetricsLine> Measured => _lines.Measured;

    public void Write(CmaePretrainingStep step, TimeSpan elapsed)
    {
        MetricsLine line = MetricsLine.Of(step, elapsed);
        _lines.Write(line);
        _events.Write(line.Step, line.Figures());
    }

    public void Dispose()
    {
        _lines.Dispose();
        _events.Dispose();
    }
}
