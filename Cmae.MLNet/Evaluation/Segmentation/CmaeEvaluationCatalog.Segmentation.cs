using Cmae.MLNet;
using Cmae.MLNet.Evaluation;
using Cmae.MLNet.Runtime;

namespace Microsoft.ML;

public static partial class CmaeEvaluationCatalog
{
    /// <summary>
    /// Measures how well label maps agree with masks: intersection over union, accuracy and Dice coefficient over all pixels that are not ignored, at
    /// the size of the masks.
    /// </summary>
    /// <remarks>
    /// Pixel (x, y) of a mask of W×H pixels reads a label map of side S at (floor((x + 0.5)·S / W), floor((y + 0.5)·S / H)). The same computation
    /// chooses the best epoch during training. Rows are read one after the other.
    /// </remarks>
    /// <param name="catalog">Multiclass classification of an <see cref="MLContext"/>; warnings go to its log.</param>
    /// <param name="data">What the model's <c>Transform</c> returns.</param>
    /// <param name="maskColumnName">
    /// Name of the column of masks: text (paths), MLImage, or a vector of Byte of known height and width. The default value is "MaskPath".
    /// </param>
    /// <param name="labelMapColumnName">
    /// Name of the column of label maps: a vector of Byte of [S, S], class indices. The default value is "LabelMap".
    /// </param>
    /// <param name="classes">
    /// The classes in the order of the model's outputs, and how masks show them. The default value is null: those that
    /// <c>LoadSegmentationFolder</c> noted in the column of masks.
    /// </param>
    /// <returns>The figures with their 95 % intervals, those of each class, and the mean intersection over union of each image.</returns>
    /// <exception cref="ArgumentException">
    /// A column is missing or has the wrong type; the classes are not known, or are not those of the model; there is no row with a pixel of a class.
    /// </exception>
    /// <exception cref="FileNotFoundException">A mask does not exist.</exception>
    /// <exception cref="InvalidDataException">A mask cannot be read; the message names the file, the place in it and the remedy.</exception>
    public static CmaeSegmentationMetrics EvaluateCmaeSegmentation(
        this MulticlassClassificationCatalog catalog,
        IDataView data,
        string maskColumnName = "MaskPath",
        string labelMapColumnName = "LabelMap",
        IEnumerable<CmaeSegmentationClass>? classes = null)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentException.ThrowIfNullOrWhiteSpace(maskColumnName);
        ArgumentException.ThrowIfNullOrWhiteSpace(labelMapColumnName);
        return SegmentationEvaluation.Run(
            MLContextInternals.EnvironmentOf(catalog), data, maskColumnName, labelMapColumnName, classes is null ? null : new(classes));
    }
}
