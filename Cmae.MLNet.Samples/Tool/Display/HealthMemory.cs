namespace Cmae.MLNet.Samples.Tool.Display;

/// <summary>What the steps of a training have measured so far: few of them measure anything.</summary>
internal sealed class HealthMemory
{
    private CmaePretrainingHealth? _initial, _latest;

    /// <summary>Names and values of the newest figures; none before anything was measured.</summary>
    public IEnumerable<(string Name, string Value)> Figures =>
        (_latest ?? _initial) is { } latest ? HealthFigures.Of(latest, _latest is null ? null : _initial) : [];

    /// <summary>Takes what a step has measured.</summary>
    public void Take(CmaePretrainingStep step)
    {
        _initial = step.InitialHealth ?? _initial;
        _latest = step.Health ?? _latest;
    }
}
