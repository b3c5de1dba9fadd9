using Cmae.MLNet.Classification;
using Cmae.MLNet.FineTuning;

namespace Cmae.MLNet;

/// <summary>The figures of one epoch of <see cref="CmaeImageClassificationTrainer"/>. Immutable.</summary>
/// <remarks>
/// The losses are mean cross entropies in nats; the training loss is with smoothed and mixed labels. The best epoch has the highest
/// validation accuracy, and of those that are equal the lowest validation loss.
/// </remarks>
public sealed class CmaeImageClassificationEpoch : CmaeFineTuningEpoch
{
    internal CmaeImageClassificationEpoch(EpochProgress progress, ClassificationFigures train, ClassificationFigures? validation)
        : base(progress, train.Loss, validation?.Loss) => (TrainAccuracy, ValidationAccuracy) = (train.Accuracy, validation?.Accuracy);

    /// <summary>
    /// Share of the augmented images, 0 to 1, whose most probable class is the one that weighs most in their mixed label.
    /// </summary>
    public double TrainAccuracy { get; }

    /// <summary>Share of the validation images, 0 to 1, that are classified correctly; null without validation.</summary>
    public double? ValidationAccuracy { get; }
}
