using Cmae.MLNet.FineTuning.RunFolder;
using Cmae.MLNet.Runtime;
using Cmae.MLNet.Training;
using Cmae.MLNet.Training.RunFolder;

namespace Cmae.MLNet.FineTuning;

/// <summary>Tells of a run: log lines through the MLContext, the callbacks, and the recorder.</summary>
/// <param name="host">Takes the lines.</param>
/// <param name="plan">What is done.</param>
/// <param name="clock">How far the run is.</param>
/// <param name="recorder">Takes the figures.</param>
/// <param name="epochCompleted">Told of every epoch: its progress, training figures and validation figures, if any.</param>
internal sealed class FineTuningLog<TFigures>(
    TrainingHost host,
    FineTuningPlan plan,
    TrainingClock clock,
    IFineTuningRecorder recorder,
    Action<EpochProgress, TFigures, TFigures?> epochCompleted)
    where TFigures : class, ITaskFigures<TFigures>
{
    private const int FirstSteps = 10;

    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(10);

    private TimeSpan? _lastLine;
    private double _learningRate;
    private long _start;

    /// <summary>The lines before the first step, then what is unusual, then where a resumed run goes on.</summary>
    public void Start(FineTuningPreflight preflight, RunPosition start)
    {
        foreach (string line in preflight.Lines())
            host.Preflight(line);
        foreach (string warning in preflight.Warnings())
            host.Warning(warning);
        _start = clock.Step;
        if (!plan.Options.Resume)
            return;
        foreach (string line in ResumeText.Lines(start, clock.PlannedSteps))
            host.Preflight(line);
    }

    /// <summary>Notes a step: passes it to the recorder and to <see cref="CmaeFineTuningOptions.StepCompleted"/>.</summary>
    /// <param name="result">What it did.</param>
    /// <param name="epoch">Number of its epoch, from 1.</param>
    public void StepCompleted(FineTuningStep<TFigures> result, int epoch)
    {
        _learningRate = result.LearningRate;
        var step = new CmaeFineTuningStep
        {
            Step = clock.Step,
            TotalSteps = clock.PlannedSteps,
            Epoch = epoch,
            TotalEpochs = PlannedEpochs,
            Loss = result.Figures.Loss,
            LearningRate = result.LearningRate,
            GradientNorm = result.GradientNorm,
            ImagesSeen = ImagesSeen,
            ImagesPerSecond = ImagesPerSecond,
            Remaining = clock.Remaining,
        };
        recorder.Write(FineTuningLine.OfStep(step, result.Figures.Values, clock.Elapsed));
        if (clock.Step == _start + FirstSteps)
        {
            host.Preflight(FormattableString.Invariant(
                $"After {FirstSteps} steps: {ImagesPerSecond:f0} images/s, {DurationText.Of(clock.Remaining)} left."));
        }
        plan.Options.StepCompleted?.Invoke(step);
    }

    /// <summary>Ends an epoch: calls the callback, and writes a line if the last is some seconds old.</summary>
    public void EpochCompleted(int epoch, TFigures train, TFigures? validation, bool isBest)
    {
        if (validation is not null)
            recorder.Write(FineTuningLine.OfValidation(clock.Step, epoch, validation.Values, isBest, clock.Elapsed));
        epochCompleted(new(epoch, PlannedEpochs, isBest, _learningRate, ImagesSeen, clock.Elapsed, clock.Remaining), train, validation);
        if (_lastLine is { } last && clock.Elapsed - last < s_interval)
            return;
        _lastLine = clock.Elapsed;
        string held = validation is null ? "" : $", validation {validation.Describe()}{(isBest ? " (best)" : "")}";
        host.Info($"Epoch {epoch}/{PlannedEpochs}: {train.Describe()}{held}, {DurationText.Of(clock.Remaining)} left.");
    }

    /// <summary>The last line.</summary>
    /// <param name="epoch">The epoch that the run stopped in, from 1.</param>
    /// <param name="bestEpoch">The epoch whose weights are returned; null if it was not finished.</param>
    public void End(int epoch, int? bestEpoch) => host.Info(FormattableString.Invariant(
        $"Training ended after {clock.Step} steps, {ImagesSeen:n0} images seen, {DurationText.Of(clock.Elapsed)}; ")
        + $"the weights are those of epoch {bestEpoch?.ToString() ?? $"{epoch}, unfinished"}.");

    private int PlannedEpochs => (int)Math.Ceiling(clock.TotalSteps / plan.StepsPerEpoch);

    private long ImagesSeen => clock.Step * plan.ImagesPerStep;

    private double ImagesPerSecond => clock.TimePerStep > TimeSpan.Zero ? plan.ImagesPerStep / clock.TimePerStep.TotalSeconds : 0;
}
