namespace Cmae.MLNet.Evaluation;

/// <summary>The figures of a segmentation out of the pixels of each class. Means leave out the classes for which a figure does not exist.</summary>
internal sealed class SegmentationFigures(IReadOnlyList<ClassPixels> perClass)
{
    public IReadOnlyList<ClassPixels> PerClass => perClass;

    public long PixelCount => perClass.Sum(pixels => pixels.Truth);

    public double MeanIou => Mean(pixels => pixels.Iou);

    public double PixelAccuracy => (double)perClass.Sum(pixels => pixels.Correct) / PixelCount;

    public double MeanClassAccuracy => Mean(pixels => pixels.Accuracy);

    public double MeanDice => Mean(pixels => pixels.Dice);

    /// <summary>The mean intersection over union if every pixel were predicted as the class that most of them have.</summary>
    public double MajorityMeanIou => perClass.Max(pixels => (double)pixels.Truth) / PixelCount / perClass.Count(pixels => pixels.Truth > 0);

    private double Mean(Func<ClassPixels, double> figure) => perClass.Select(figure).Where(value => !double.IsNaN(value))
        .DefaultIfEmpty(double.NaN).Average();
}
