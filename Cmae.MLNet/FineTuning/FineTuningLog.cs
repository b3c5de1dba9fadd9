using System.Globalization;
using Cmae.MLNet.Runtime;
using Cmae.MLNet.Training;
using TorchSharp;

namespace Cmae.MLNet.FineTuning;

/// <summary>Tells of a run: log lines through the MLContext, and the task's callback.</summary>
/// <param name="host">Takes the lines.</param>
/// <param name="plan">What is done.</param>
/// <param name="clock">How far the run is.</param>
/// <param name="epochCompleted">Told of every epoch: its progress, training figures and validation figures, if any.</param>
internal sealed class FineTuningLog<TFigures>(
    TrainingHost host, FineTuningPlan plan, TrainingClock clock, Action<EpochProgress, TFigures, TFigures?> epochCompleted)
    where TFigures : class, ITaskFigures<TFigures>
{
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(10);

    private readonly List<TFigures> _steps = [];
    private TimeSpan _lastLine = TimeSpan.Zero;
    private double _learningRate;
    private int _epochs;

    /// <summary>The lines before the first step: what will be trained, on what, with which plan; then what is unusual about it.</summary>
    public void Start(torch.Device device, ImageCounts images, long parameters)
    {
        string skipped = images.Skipped > 0 ? $" ({images.Skipped} unreadable ones skipped)" : "";
        string what = plan.Options.Freeze.IsLinearProbe ? "Linear probing" : "Fine-tuning";
        string where = TrainingDevice.Describe(device, plan.ComputeType);
        host.Info($"{what} on {plan.DescribeImages}{skipped}, {images.Validation} to validate on: {where}.");
        string trained = FormattableString.Invariant($"{parameters:n0} parameters trained");
        host.Info($"{DescribeEncoder()}; {trained}; {DescribeSteps()}.");
        foreach (string warning in plan.Warnings())
            host.Warning(warning);
    }

    /// <summary>Notes a step.</summary>
    public void StepCompleted(FineTuningStep<TFigures> step)
    {
        _steps.Add(step.Figures);
        _learningRate = step.LearningRate;
    }

    /// <summary>Ends an epoch: calls the callback, and writes a line if the last is some seconds old.</summary>
    public void EpochCompleted(int epoch, TFigures? validation, bool isBest)
    {
        TFigures train = TFigures.Mean(_steps);
        _steps.Clear();
        _epochs = epoch;
        epochCompleted(new(epoch, PlannedEpochs, isBest, _learningRate, ImagesSeen, clock.Elapsed, clock.Remaining), train, validation);
        if (epoch > 1 && clock.Elapsed - _lastLine < s_interval)
            return;
        _lastLine = clock.Elapsed;
        string held = validation is null ? "" : $", validation {validation.Describe()}{(isBest ? " (best)" : "")}";
        host.Info($"Epoch {epoch}/{PlannedEpochs}: {train.Describe()}{held}, {DurationText.Of(clock.Remaining)} left.");
    }

    /// <summary>The last line.</summary>
    public void End(int? bestEpoch) => host.Info(FormattableString.Invariant(
        $"Training ended after {clock.Step} steps, {ImagesSeen:n0} images seen, {DurationText.Of(clock.Elapsed)}; ")
        + $"the weights are those of epoch {bestEpoch?.ToString() ?? $"{_epochs + 1}, unfinished"}.");

    private string DescribeEncoder()
    {
        CmaeEncoderConfiguration encoder = plan.Encoder;
        string sizes = $"{encoder.Architecture.Width}x{encoder.Architecture.Depth}x{encoder.Architecture.Heads}";
        string start = plan.Options.InitializeFrom is null ? "from random weights" : "as given";
        return $"Encoder {sizes}, {encoder.ImageSize} px in patches of {encoder.PatchSize}, {start}, frozen: {plan.Options.Freeze}";
    }

    private string DescribeSteps()
    {
        string length = plan.Options.TimeBudget is { } budget
            ? $"{budget:g} of training"
            : $"{plan.Epochs} epochs of {plan.StepsPerEpoch} steps";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{length}, {plan.BatchSize} images x {plan.AccumulationSteps} a step, learning rate {plan.LearningRate:g3}, " +
            $"layer decay {plan.LayerDecay}");
    }

    private int PlannedEpochs => (int)Math.Ceiling(clock.TotalSteps / plan.StepsPerEpoch);

    private long ImagesSeen => clock.Step * plan.ImagesPerStep;
}
