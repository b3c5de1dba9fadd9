using Cmae.MLNet.Training.RunFolder;

namespace Cmae.MLNet.FineTuning.RunFolder;

/// <summary>Keeps a fine-tuning in its folder.</summary>
/// <param name="directory">The folder; the caller owns it.</param>
/// <param name="plan">The run.</param>
/// <param name="training">The run as checkpoints hold it.</param>
/// <param name="settings">The options that affect the result.</param>
/// <param name="device">The device in words.</param>
/// <param name="classes">Names of the classes; null if the task has none.</param>
internal sealed class FineTuningRecorder<TModel, TFigures>(
    RunDirectory directory,
    FineTuningPlan plan,
    ResumableFineTuning<TModel, TFigures> training,
    IReadOnlyDictionary<string, object> settings,
    string device,
    IReadOnlyList<string>? classes) : IFineTuningRecorder
    where TModel : class
    where TFigures : class, ITaskFigures<TFigures>
{
    private readonly RunWriter<FineTuningLine> _writer = new(plan.Options, directory);

    public RunPosition Begin(Action<string> warn)
    {
        RunPosition start = _writer.Begin(training, warn);
        OptionsFile.Write(directory.OptionsPath, settings, plan, start, device, classes);
        return start;
    }

    public void Write(FineTuningLine line) => _writer.Write(line);

    public void KeepBest() => training.KeepBest();

    public void Checkpoint(RunPosition position, bool isLast) => _writer.Checkpoint(position, isLast);

    public void Dispose() => _writer.Dispose();
}
