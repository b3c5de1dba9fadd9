using Cmae.MLNet.FineTuning;
using Cmae.MLNet.Segmentation;

namespace Cmae.MLNet;

/// <summary>The figures of one epoch of <see cref="CmaeSegmentationTrainer"/>. Immutable.</summary>
/// <remarks>
/// The training loss is cross entropy plus Dice on augmented images, the validation loss the same on whole ones. The best epoch has the highest
/// validation mean IoU, and of those that are equal the lowest validation loss.
/// </remarks>
public sealed class CmaeSegmentationEpoch : CmaeFineTuningEpoch
{
    internal CmaeSegmentationEpoch(EpochProgress progress, MaskFigures train, MaskFigures? validation)
        : base(progress, train.Loss, validation?.Loss)
    {
        TrainPixelAccuracy = train.PixelAccuracy;
        (ValidationMeanIou, ValidationPixelAccuracy) = (validation?.MeanIou, validation?.PixelAccuracy);
    }

    /// <summary>Share of the labeled pixels of the augmented images, 0 to 1, whose most probable class is theirs.</summary>
    public double TrainPixelAccuracy { get; }

    /// <summary>
    /// Mean intersection over union on the validation images, 0 to 1, as <c>EvaluateCmaeSegmentation</c> computes it; null without validation.
    /// </summary>
    public double? ValidationMeanIou { get; }

    /// <summary>Share of the labeled pixels of the validation images, 0 to 1, that are classified correctly; null without validation.</summary>
    public double? ValidationPixelAccuracy { get; }
}
