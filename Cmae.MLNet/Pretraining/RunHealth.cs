using Cmae.MLNet.Health;
using Cmae.MLNet.Pretraining.RunFolder;
using Cmae.MLNet.Training;

namespace Cmae.MLNet.Pretraining;

/// <summary>What measures the health of a run: before its first step, at intervals, and at its end.</summary>
internal sealed class RunHealth
{
    private readonly PretrainingPlan _plan;
    private readonly HealthProbe _probe;
    private readonly int _interval;

    private RunHealth(PretrainingRun run)
    {
        _plan = run.Plan;
        HealthImages images = HealthImages.Choose(run.Store, run.Labels, run.Views, _plan.BatchSize, run.Seed);
        _probe = new HealthProbe(run.Trainer.Model, images, run.Seed, run.Device);
        _interval = _plan.Options.HealthSteps ?? HealthSchedule.Interval(_plan.ImagesPerStep, images.Pairs, images.Count);
    }

    /// <summary>Chooses and prepares the images; null if the options ask for no measurements.</summary>
    public static RunHealth? Prepare(PretrainingRun run) => run.Plan.Options.HealthSteps == 0 ? null : new(run);

    /// <summary>The figures that those of later steps are compared with; null for a run that has already done a step.</summary>
    public CmaePretrainingHealth? BeforeFirstStep(TrainingProgress start)
    {
        if (start.Step > 0)
            return null;
        return _plan.Options.ContrastiveDelay == 0 ? _probe.Measure() : _probe.MeasureReconstruction();
    }

    /// <summary>Measures and warns from now on.</summary>
    /// <param name="clock">How far the run is.</param>
    /// <param name="measured">The steps so far after which health was measured.</param>
    public HealthMonitor Monitor(TrainingClock clock, IReadOnlyList<MetricsLine> measured)
    {
        var warnings = new HealthWarnings();
        foreach (MetricsLine line in measured)
            warnings.Recall(line.Step / clock.TotalSteps, line.Health!);
        return new HealthMonitor(_probe, _interval, step => _plan.LearnsContrastAt(step, clock), warnings);
    }
}
