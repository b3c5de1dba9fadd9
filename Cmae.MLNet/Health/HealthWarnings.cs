using System.Globalization;

namespace Cmae.MLNet.Health;

/// <summary>
/// Warns once about each problem, in plain words and with a remedy. The warnings depend on nothing but the measurements of the run.
/// </summary>
internal sealed class HealthWarnings
{
    /// <summary>Shares of the run after which the figures are meaningful, and after which the loss should have fallen.</summary>
    private const double Settled = 0.1, LearnsByNow = 0.5;

    private const int FewCandidates = 64;

    private readonly HashSet<string> _told = [];
    private double _least = double.PositiveInfinity;

    /// <summary>Takes into account what was measured before the run was resumed.</summary>
    public void Recall(double progress, CmaePretrainingHealth health) => FindNew(progress, health);

    /// <summary>The problems that show for the first time.</summary>
    /// <param name="progress">Share of the run that is done, from 0 to 1.</param>
    /// <param name="health">The current measurement.</param>
    public IReadOnlyList<string> FindNew(double progress, CmaePretrainingHealth health)
    {
        string?[] now = progress < Settled ? [] : [Collapse(health), EasyContrast(health), Diverging(health), Stalled(progress, health)];
        _least = Math.Min(_least, health.ReconstructionLoss);
        return [.. now.OfType<string>().Where(warning => _told.Add(warning.Split(':')[0]))];
    }

    private static string? Collapse(CmaePretrainingHealth health)
    {
        const double sameForAll = -0.3, leastVariance = 1e-5, leastRank = 2;
        return health.Uniformity > sameForAll || health.FeatureVariance < leastVariance || health.EffectiveRank < leastRank
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"Collapse: all images get nearly the same features (effective rank {health.EffectiveRank:f1}, " +
                $"variance {health.FeatureVariance:g2}, uniformity {health.Uniformity:f2}). " +
                $"Lower BaseLearningRate to a third, increase BatchSize, and keep ColorAugmentation and Momentum at their defaults.")
            : null;
    }

    private static string? EasyContrast(CmaePretrainingHealth health)
    {
        const double nearlyAlways = 0.9;
        return health.Candidates < FewCandidates && health.InfoNceAccuracy >= nearlyAlways
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"Batch too small for the contrastive loss: the matching view ranks first among only {health.Candidates} for " +
                $"{100 * health.InfoNceAccuracy:f0} % of the images, so little is left to learn. " +
                $"Raise BatchSize to {FewCandidates} or more, and lower ImageSize if memory does not allow it.")
            : null;
    }

    private string? Diverging(CmaePretrainingHealth health)
    {
        const double share = 1.1, difference = 0.05;
        return health.ReconstructionLoss > Math.Max(share * _least, _least + difference)
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"Learning rate too high: the reconstruction loss of the same images has risen to {health.ReconstructionLoss:f3}; " +
                $"it was {_least:f3} before. Lower BaseLearningRate to a third, or set GradientClipping = 1; " +
                $"a longer WarmupFraction helps if it happens early.")
            : null;
    }

    private string? Stalled(double progress, CmaePretrainingHealth health)
    {
        const double nothingLearned = 0.97;
        return progress >= LearnsByNow && health.ReconstructionLoss > nothingLearned && Diverging(health) is null
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"Reconstruction stalled: after {100 * progress:f0} % of the run its loss is {health.ReconstructionLoss:f3}; " +
                $"a model that predicts only the mean has a loss of about 1. BaseLearningRate is wrong: try three times as much, " +
                $"and a third; and check that the images are not noise or all of one color.")
            : null;
    }
}
