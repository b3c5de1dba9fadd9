namespace Cmae.MLNet.FineTuning;

/// <summary>What one optimizer step did.</summary>
/// <param name="Figures">Means over its micro-batches.</param>
/// <param name="LearningRate">The head's.</param>
internal readonly record struct FineTuningStep<TFigures>(TFigures Figures, double LearningRate)
{
    /// <summary>Norm of the gradient before clipping; NaN if it was not needed.</summary>
    public double GradientNorm { get; init; } = double.NaN;
}
