namespace Cmae.MLNet.Training;

/// <summary>
/// The learning rate as a pure function of the step: linear warm-up, then half a cosine (mmengine's LinearLR followed by
/// CosineAnnealingLR, as the official configurations chain them). Shared by pre-training and fine-tuning.
/// </summary>
/// <param name="WarmupSteps">Steps of the warm-up; the full rate is reached at its last step, and used again at the next.</param>
/// <param name="TotalSteps">Steps of the whole run. Need not be whole: a run with a time budget plans with an estimate.</param>
/// <param name="Minimum">The rate that the cosine ends at, the same for every parameter group.</param>
/// <param name="Start">Steps before its first; they are not among its own.</param>
internal readonly record struct WarmupCosineSchedule(double WarmupSteps, double TotalSteps, double Minimum = 0, double Start = 0)
{
    private const double StartFactor = 1e-4;

    /// <summary>The learning rate of a step of the run, counted from 0, for parameters whose full rate is <paramref name="peak"/>.</summary>
    public double At(double step, double peak)
    {
        step -= Start;
        if (step < WarmupSteps)
            return peak * (WarmupSteps <= 1 ? 1 : StartFactor + ((1 - StartFactor) * Math.Min(1, step / (WarmupSteps - 1))));
        double progress = Math.Min(1, (step - WarmupSteps) / Math.Max(1, TotalSteps - WarmupSteps));
        return Minimum + ((peak - Minimum) * (1 + Math.Cos(Math.PI * progress)) / 2);
    }
}
