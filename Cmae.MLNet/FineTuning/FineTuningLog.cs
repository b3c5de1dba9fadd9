using Cmae.MLNet.Runtime;
using Cmae.MLNet.Training;
using TorchSharp;

namespace Cmae.MLNet.FineTuning;

/// <summary>Tells of a run: log lines through the MLContext, and the callback of the options.</summary>
internal sealed class FineTuningLog(TrainingHost host, FineTuningPlan plan, TrainingClock clock)
{
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(10);

    private readonly List<CmaeFineTuningEpoch> _history = [];
    private TimeSpan _lastLine = TimeSpan.Zero;
    private double _loss, _accuracy, _learningRate;
    private int _steps;

    /// <summary>Figures of all epochs so far.</summary>
    public IReadOnlyList<CmaeFineTuningEpoch> History => _history;

    /// <summary>The lines before the first step: what will be trained, on what, with which plan; then what is unusual about it.</summary>
    public void Start(torch.Device device, int validationImages, int skippedImages, long parameters)
    {
        CmaeEncoderConfiguration encoder = plan.Encoder;
        string skipped = skippedImages > 0 ? $" ({skippedImages} unreadable ones skipped)" : "";
        string length = plan.Options.TimeBudget is { } budget ? $"{budget:g} of training" : $"{plan.Epochs} epochs of {plan.StepsPerEpoch} steps";
        string what = plan.Options.Freeze.IsLinearProbe ? "Linear probing" : "Fine-tuning";
        host.Info($"{what} on {plan.ImageCount} images of {plan.ClassCount} classes{skipped}, {validationImages} to validate on: {TrainingDevice.Describe(device, plan.ComputeType)}.");
        host.Info(FormattableString.Invariant(
            $"Encoder {encoder.Architecture.Width}x{encoder.Architecture.Depth}x{encoder.Architecture.Heads}, {encoder.ImageSize} px in patches of {encoder.PatchSize}, {(plan.Options.Encoder is null ? "from random weights" : "as given")}, frozen: {plan.Options.Freeze}; {parameters:n0} parameters trained; {length}, {plan.BatchSize} images x {plan.AccumulationSteps} a step, learning rate {plan.LearningRate:g3}, layer decay {plan.LayerDecay}."));
        foreach (string warning in plan.Warnings())
            host.Warning(warning);
    }

    /// <summary>Notes a step.</summary>
    public void StepCompleted(FineTuningStep step)
    {
        (_loss, _accuracy, _learningRate) = (_loss + step.Loss, _accuracy + step.Accuracy, step.LearningRate);
        _steps++;
    }

    /// <summary>Ends an epoch: calls the metrics callback, and writes a line where the last is some seconds old.</summary>
    public void EpochCompleted(int epoch, ClassificationFigures? validation, bool isBest)
    {
        var figures = new CmaeFineTuningEpoch(
            epoch, PlannedEpochs, _loss / _steps, _accuracy / _steps, validation?.Loss, validation?.Accuracy, isBest, _learningRate, ImagesSeen, clock.Elapsed, clock.Remaining);
        (_loss, _accuracy, _steps) = (0, 0, 0);
        _history.Add(figures);
        plan.Options.MetricsCallback?.Invoke(figures);
        if (epoch > 1 && clock.Elapsed - _lastLine < s_interval)
            return;
        _lastLine = clock.Elapsed;
        string held = validation is { } of ? FormattableString.Invariant($", validation loss {of.Loss:f4}, accuracy {of.Accuracy:p1}{(isBest ? " (best)" : "")}") : "";
        host.Info(FormattableString.Invariant(
            $"Epoch {epoch}/{PlannedEpochs}: loss {figures.TrainLoss:f4}, accuracy {figures.TrainAccuracy:p1}{held}, {DurationText.Of(clock.Remaining)} left."));
    }

    /// <summary>What calibration did.</summary>
    public void Calibrated(double temperature, ClassificationFigures validation) =>
        host.Info(FormattableString.Invariant($"Calibrated with temperature {temperature:g4}: validation loss {validation.Loss:f4}."));

    /// <summary>The last line.</summary>
    public void End(int? bestEpoch) => host.Info(FormattableString.Invariant(
        $"Training ended after {clock.Step} steps, {ImagesSeen:n0} images seen, {DurationText.Of(clock.Elapsed)}; the weights are those of epoch {bestEpoch?.ToString() ?? $"{_history.Count + 1}, unfinished"}."));

    private int PlannedEpochs => (int)Math.Ceiling(clock.TotalSteps / plan.StepsPerEpoch);

    private long ImagesSeen => clock.Step * plan.ImagesPerStep;
}
