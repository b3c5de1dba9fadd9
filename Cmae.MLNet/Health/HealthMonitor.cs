namespace Cmae.MLNet.Health;

/// <summary>Measures health at a fixed interval and at the end of the run, and warns.</summary>
internal sealed class HealthMonitor
{
    private readonly HealthProbe _probe;
    private readonly int _interval;
    private readonly Func<long, bool> _learnsContrast;
    private readonly HealthWarnings _warnings;

    /// <param name="probe">Performs the measurements.</param>
    /// <param name="interval">Number of steps between two measurements.</param>
    /// <param name="learnsContrast">Whether a step, numbered from 0, has a contrastive loss; the contrast is measured from the first such step on.</param>
    /// <param name="warnings">Knows the earlier measurements.</param>
    public HealthMonitor(HealthProbe probe, int interval, Func<long, bool> learnsContrast, HealthWarnings warnings) =>
        (_probe, _interval, _learnsContrast, _warnings) = (probe, interval, learnsContrast, warnings);

    /// <summary>Measures if it is time to do so; before the contrastive loss sets in, without its figures.</summary>
    /// <param name="step">Number of steps done.</param>
    /// <param name="totalSteps">Number of steps in the whole run, as currently planned.</param>
    /// <param name="isLast">Whether this was the last step.</param>
    /// <returns>The measurement; null if none is due.</returns>
    public CmaePretrainingHealth? AfterStep(long step, double totalSteps, bool isLast)
    {
        if (step % _interval != 0 && !isLast)
            return null;
        CmaePretrainingHealth? health = _learnsContrast(step) ? _probe.Measure() : _probe.MeasureReconstruction();
        return health?.With(_warnings.FindNew(step / totalSteps, health));
    }
}
