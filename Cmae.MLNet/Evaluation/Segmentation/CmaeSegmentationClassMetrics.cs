using Cmae.MLNet.Evaluation;

namespace Cmae.MLNet;

/// <summary>How well one class is segmented.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed class CmaeSegmentationClassMetrics
{
    internal CmaeSegmentationClassMetrics(string name, ClassPixels pixels)
    {
        (Name, Iou, Accuracy, Dice) = (name, pixels.Iou, pixels.Accuracy, pixels.Dice);
        (PixelCount, PredictedPixelCount) = (pixels.Truth, pixels.Predicted);
    }

    /// <summary>The name of the class.</summary>
    public string Name { get; }

    /// <summary>Intersection over union from 0 to 1; NaN if the class occurs neither in masks nor in maps.</summary>
    public double Iou { get; }

    /// <summary>Share of the class's pixels that are predicted correctly, from 0 to 1; NaN if it does not occur in masks.</summary>
    public double Accuracy { get; }

    /// <summary>Dice coefficient (F1) from 0 to 1; NaN if the class occurs neither in masks nor in maps.</summary>
    public double Dice { get; }

    /// <summary>Pixels of the class in the masks.</summary>
    public long PixelCount { get; }

    /// <summary>Pixels that were predicted as the class.</summary>
    public long PredictedPixelCount { get; }
}
