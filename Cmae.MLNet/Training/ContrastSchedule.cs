namespace Cmae.MLNet.Training;

/// <summary>From which step on the contrast is learnt: a pure function of the step, as the other schedules are.</summary>
/// <param name="Delay">Share of all steps before it begins.</param>
/// <param name="TotalSteps">Steps of the whole run as planned now.</param>
internal readonly record struct ContrastSchedule(double Delay, double TotalSteps)
{
    /// <summary>Whether a step, counted from 0, learns the contrast.</summary>
    public bool IsOnAt(double step) => step >= Delay * TotalSteps;
}
