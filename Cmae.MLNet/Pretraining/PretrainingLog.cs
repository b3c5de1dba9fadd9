using Cmae.MLNet.Health;
using Cmae.MLNet.Pretraining.RunFolder;
using Cmae.MLNet.Runtime;
using Cmae.MLNet.Training;
using Cmae.MLNet.Training.RunFolder;

namespace Cmae.MLNet.Pretraining;

/// <summary>Tells of a run: log lines through the MLContext, the callbacks of the options, and the recorder.</summary>
internal sealed class PretrainingLog(TrainingHost host, PretrainingPlan plan, TrainingClock clock, IRunRecorder recorder)
{
    private const int FirstSteps = 10;

    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(10);

    private TimeSpan _lastLine = TimeSpan.Zero;
    private double _reconstruction, _contrast;
    private int _epochSteps;
    private long _start;
    private CmaePretrainingHealth? _initialHealth;

    /// <summary>The lines before the first step, then what is unusual.</summary>
    public void Start(Preflight preflight, RunPosition start)
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

    /// <summary>Tells what was measured before the first step, and passes it on with that step.</summary>
    public void MeasuredBefore(CmaePretrainingHealth health)
    {
        _initialHealth = health;
        host.Info($"Health before the first step: {HealthText.Describe(health)}.");
    }

    /// <summary>Notes a step: passes it to the recorder and to <see cref="CmaePretrainingOptions.StepCompleted"/>.</summary>
    public void StepCompleted(StepResult result, int epoch, double learningRate, double momentum, CmaePretrainingHealth? health)
    {
        _reconstruction += result.ReconstructionLoss;
        _contrast += result.ContrastiveLoss;
        _epochSteps++;
        var step = new CmaePretrainingStep
        {
            Step = clock.Step,
            TotalSteps = clock.PlannedSteps,
            Epoch = epoch + 1,
            TotalEpochs = PlannedEpochs,
            ReconstructionLoss = result.ReconstructionLoss,
            ContrastiveLoss = result.ContrastiveLoss,
            LearningRate = learningRate,
            Momentum = momentum,
            GradientNorm = result.GradientNorm,
            ImagesSeen = ImagesSeen,
            ImagesPerSecond = ImagesPerSecond,
            Remaining = clock.Remaining,
            Health = health,
            InitialHealth = _initialHealth,
        };
        _initialHealth = null;
        recorder.StepCompleted(step, clock.Elapsed);
        if (health is not null)
            Tell(health);
        if (clock.Step == _start + FirstSteps)
        {
            host.Preflight(FormattableString.Invariant(
                $"After {FirstSteps} steps: {ImagesPerSecond:f0} images/s, {DurationText.Of(clock.Remaining)} left."));
        }
        plan.Options.StepCompleted?.Invoke(step);
    }

    /// <summary>
    /// Ends an epoch: calls <see cref="CmaePretrainingOptions.EpochCompleted"/>, and writes a line if the last is some seconds old.
    /// </summary>
    public void EpochCompleted(int epoch)
    {
        if (_epochSteps == 0)
            return;
        double reconstruction = _reconstruction / _epochSteps, contrast = _contrast / _epochSteps;
        (_reconstruction, _contrast, _epochSteps) = (0, 0, 0);
        plan.Options.EpochCompleted?.Invoke(new CmaePretrainingEpoch
        {
            Epoch = epoch + 1,
            TotalEpochs = PlannedEpochs,
            ReconstructionLoss = reconstruction,
            ContrastiveLoss = contrast,
            ImagesSeen = ImagesSeen,
            Elapsed = clock.Elapsed,
        });
        if (epoch > 0 && clock.Elapsed - _lastLine < s_interval)
            return;
        _lastLine = clock.Elapsed;
        host.Info(FormattableString.Invariant(
            $"Epoch {epoch + 1}/{PlannedEpochs}: reconstruction {reconstruction:f4}{ContrastText.Of(contrast, plan.Options)}, ")
            + FormattableString.Invariant($"{ImagesPerSecond:f0} images/s, {DurationText.Of(clock.Remaining)} left."));
    }

    /// <summary>The last line, after that of an epoch which was not finished.</summary>
    public void End(TrainingProgress progress)
    {
        EpochCompleted(progress.Epoch);
        host.Info(FormattableString.Invariant(
            $"Pre-training ended after {clock.Step} steps, {ImagesSeen:n0} images seen, {DurationText.Of(clock.Elapsed)}."));
    }

    private void Tell(CmaePretrainingHealth health)
    {
        foreach (string warning in health.Warnings)
            host.Warning(warning);
        host.Info($"Health at step {clock.Step}: {HealthText.Describe(health)}.");
    }

    private int PlannedEpochs => (int)Math.Ceiling(clock.TotalSteps / plan.StepsPerEpoch);

    private long ImagesSeen => clock.Step * plan.ImagesPerStep;

    private double ImagesPerSecond => clock.TimePerStep > TimeSpan.Zero ? plan.ImagesPerStep / clock.TimePerStep.TotalSeconds : 0;
}
