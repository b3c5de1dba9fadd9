namespace Cmae.MLNet;

/// <summary>How well label maps agree with masks: one table of pixels over all images, without the ignored pixels.</summary>
/// <remarks>
/// <para>Every pixel of a mask counts once, at the size of the mask, so large images count more. Means leave out the classes for which a figure
/// does not exist, such as the intersection over union of a class that occurs neither in masks nor in maps. The intervals are 95 % intervals of
/// a bootstrap over the images: they reflect the choice of the test images only, not that of the train images or of a seed.</para>
/// <para>Immutable and thread-safe.</para>
/// </remarks>
public sealed class CmaeSegmentationMetrics
{
    internal CmaeSegmentationMetrics(Evaluation.SegmentationSummary summary)
    {
        Evaluation.SegmentationFigures all = summary.All;
        (MeanIou, PixelAccuracy, MeanClassAccuracy, MeanDice) = (all.MeanIou, all.PixelAccuracy, all.MeanClassAccuracy, all.MeanDice);
        (MajorityMeanIou, PixelCount) = (all.MajorityMeanIou, all.PixelCount);
        (MeanIouInterval, PixelAccuracyInterval) = (summary.MeanIou, summary.PixelAccuracy);
        PerClass = [.. summary.Names.Zip(all.PerClass, (name, pixels) => new CmaeSegmentationClassMetrics(name, pixels))];
        PerImageMeanIou = summary.PerImageMeanIou;
    }

    /// <summary>Intersection over union from 0 to 1: of each class, then the mean over the classes.</summary>
    public double MeanIou { get; }

    /// <summary>The 95 % interval of <see cref="MeanIou"/>.</summary>
    public CmaeInterval MeanIouInterval { get; }

    /// <summary>Share of the pixels whose class is predicted correctly, from 0 to 1.</summary>
    public double PixelAccuracy { get; }

    /// <summary>The 95 % interval of <see cref="PixelAccuracy"/>.</summary>
    public CmaeInterval PixelAccuracyInterval { get; }

    /// <summary>Share of a class's pixels that are predicted correctly, from 0 to 1: the mean over the classes.</summary>
    public double MeanClassAccuracy { get; }

    /// <summary>Dice coefficient (F1) from 0 to 1: the mean over the classes.</summary>
    public double MeanDice { get; }

    /// <summary>
    /// The <see cref="MeanIou"/> of a map that has everywhere the class of most of these pixels: what a model must exceed to have learned anything.
    /// </summary>
    public double MajorityMeanIou { get; }

    /// <summary>The figures of each class, in the order of the classes.</summary>
    public IReadOnlyList<CmaeSegmentationClassMetrics> PerClass { get; }

    /// <summary>
    /// Mean intersection over union of each image by itself, in the order of the rows; NaN for an image whose mask is ignored everywhere.
    /// </summary>
    public IReadOnlyList<double> PerImageMeanIou { get; }

    /// <summary>Number of pixels that were measured.</summary>
    public long PixelCount { get; }
}
