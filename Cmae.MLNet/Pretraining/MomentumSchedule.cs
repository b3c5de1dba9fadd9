namespace Cmae.MLNet.Pretraining;

/// <summary>
/// The target encoder's momentum as a pure function of the step: from base to end along half a cosine (official MomentumUpdateHook).
/// </summary>
internal readonly record struct MomentumSchedule(double Base, double End, double TotalSteps)
{
    /// <summary>The momentum of a step, counted from 0.</summary>
    public double At(double step) => End - ((End - Base) * (Math.Cos(Math.PI * Math.Min(1, step / TotalSteps)) + 1) / 2);
}
