namespace Cmae.MLNet.Health;

/// <summary>Measures health every so many steps and at the end, and warns.</summary>
internal sealed class HealthMonitor
{
    private readonly HealthProbe _probe;
    private readonly int _interval;
    private readonly Func<long, bool> _learnsContrast;
    private readonly HealthWarnings _warnings;

    /// <param name="probe">Measures.</param>
    /// <param name="interval">Steps between two measurements.</param>
    /// <param name="learnsContrast">Whether a step, by its number from 0, learns the contrast: from the first one on there is a contrast to measure.</param>
    /// <param name="warnings">Knows what was measured before.</param>
    public HealthMonitor(HealthProbe probe, int interval, Func<long, bool> learnsContrast, HealthWarnings warnings) =>
        (_probe, _interval, _learnsContrast, _warnings) = (probe, interval, learnsContrast, warnings);

    /// <summary>Measures where it is time to; while no contrast is learned yet, without its figures.</summary>
    /// <param name="step">Steps done.</param>
    /// <param name="totalSteps">Steps of the whole run as planned now.</param>
    /// <param name="isLast">Whether this was the last step.</param>
    public CmaePretrainingHealth? AfterStep(long step, double totalSteps, bool isLast)
    {
        if (step % _interval != 0 && !isLast)
            return null;
        CmaePretrainingHealth? health = _learnsContrast(step) ? _probe.Measure() : _probe.MeasureReconstruction();
        return health is null ? null : health with { Warnings = _warnings.After(step / totalSteps, health) };
    }
}
