using System.Globalization;

namespace Cmae.MLNet.Health;

/// <summary>Says once, in plain words and with what to do, what looks wrong. A function of the measurements of the run and of nothing else.</summary>
internal sealed class HealthWarnings
{
    /// <summary>Parts of the run before which figures mean nothing yet.</summary>
    private const double Settled = 0.1, LearnsByNow = 0.5;

    private const int FewCandidates = 64;

    private readonly HashSet<string> _told = [];
    private double _least = double.PositiveInfinity;

    /// <summary>Takes up what was measured in the part of the run before it was resumed.</summary>
    public void Recall(double progress, CmaePretrainingHealth health) => After(progress, health);

    /// <summary>What looks wrong for the first time.</summary>
    /// <param name="progress">Part of the run that is done, from 0 to 1.</param>
    /// <param name="health">What was measured now.</param>
    public IReadOnlyList<string> After(double progress, CmaePretrainingHealth health)
    {
        string?[] now = progress < Settled ? [] : [Collapse(health), EasyContrast(health), Diverging(health), Stalled(progress, health)];
        _least = Math.Min(_least, health.ReconstructionLoss);
        return [.. now.OfType<string>().Where(warning => _told.Add(warning.Split(':')[0]))];
    }

    private static string? Collapse(CmaePretrainingHealth health)
    {
        const double sameForAll = -0.3, leastVariance = 1e-5, leastRank = 2;
        return health.Uniformity > sameForAll || health.FeatureVariance < leastVariance || health.EffectiveRank < leastRank
            ? Text($"Collapse: all images get nearly the same features (effective rank {health.EffectiveRank:f1}, variance {health.FeatureVariance:g2}, uniformity {health.Uniformity:f2}). Lower BaseLearningRate to a third, take a larger BatchSize, and keep ColorAugmentation and Momentum at their defaults.")
            : null;
    }

    private static string? EasyContrast(CmaePretrainingHealth health)
    {
        const double nearlyAlways = 0.9;
        return health.Candidates < FewCandidates && health.InfoNceAccuracy >= nearlyAlways
            ? Text($"Batch too small for the contrastive loss: the own target comes first of only {health.Candidates} for {100 * health.InfoNceAccuracy:f0} % of the images, so that little is left to learn from it. Raise BatchSize to {FewCandidates} or more, and lower ImageSize where memory does not allow it.")
            : null;
    }

    private string? Diverging(CmaePretrainingHealth health)
    {
        const double share = 1.1, difference = 0.05;
        return health.ReconstructionLoss > Math.Max(share * _least, _least + difference)
            ? Text($"Learning rate too high: the reconstruction loss of the same images has risen to {health.ReconstructionLoss:f3}, after {_least:f3} before. Set BaseLearningRate to a third, or GradientClipping = 1; a longer WarmupFraction helps where it happens early.")
            : null;
    }

    private string? Stalled(double progress, CmaePretrainingHealth health)
    {
        const double nothingLearned = 0.97;
        return progress >= LearnsByNow && health.ReconstructionLoss > nothingLearned && Diverging(health) is null
            ? Text($"Reconstruction stalled: after {100 * progress:f0} % of the run its loss is {health.ReconstructionLoss:f3}, where 1 is what predicting nothing costs. BaseLearningRate does not suit: try three times as much, and a third; and check that the images are not noise or all of one color.")
            : null;
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
