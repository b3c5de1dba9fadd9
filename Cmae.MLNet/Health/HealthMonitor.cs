namespace Cmae.MLNet.Health;

/// <summary>Measures health every so many steps and at the end, and warns.</summary>
internal sealed class HealthMonitor
{
    private readonly HealthProbe _probe;
    private readonly int _interval;
    private readonly HealthWarnings _warnings;

    /// <param name="probe">Measures.</param>
    /// <param name="interval">Steps between two measurements.</param>
    /// <param name="warnings">Knows what was measured before.</param>
    public HealthMonitor(HealthProbe probe, int interval, HealthWarnings warnings) => (_probe, _interval, _warnings) = (probe, interval, warnings);

    /// <summary>Measures where it is time to.</summary>
    /// <param name="step">Steps done.</param>
    /// <param name="totalSteps">Steps of the whole run as planned now.</param>
    /// <param name="isLast">Whether this was the last step.</param>
    public CmaePretrainingHealth? AfterStep(long step, double totalSteps, bool isLast)
    {
        if (step % _interval != 0 && !isLast || _probe.Measure() is not { } health)
            return null;
        return health with { Warnings = _warnings.After(step / totalSteps, health) };
    }
}
