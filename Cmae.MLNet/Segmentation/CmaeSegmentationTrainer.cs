using Cmae.MLNet.Encoders;
using Cmae.MLNet.FineTuning;
using Cmae.MLNet.Imaging;
using Cmae.MLNet.Runtime;
using Cmae.MLNet.Scoring;
using Cmae.MLNet.Segmentation;
using Cmae.MLNet.Training;
using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace Cmae.MLNet;

/// <summary>
/// Fine-tunes a CMAE encoder into a model that gives every pixel a class (semantic segmentation), end to end from the encoder or from random
/// weights.
/// </summary>
/// <remarks>
/// Made by <see cref="Microsoft.ML.CmaeCatalog"/>. Immutable; <see cref="Fit"/> may be called again and gives the same result for the same data
/// and seed. The column of images may hold MLImage, text (paths) or vectors of Byte (encoded images); the column of masks text (paths) or
/// MLImage, of the sizes of their images. Files are taken as they are stored, without regard to an EXIF orientation, in training as in scoring.
/// </remarks>
public sealed partial class CmaeSegmentationTrainer : IEstimator<CmaeSegmentationTransformer>
{
    private readonly IHost _host;
    private readonly Options _options;

    internal CmaeSegmentationTrainer(IHostEnvironment environment, Options options)
    {
        ArgumentNullException.ThrowIfNull(options);
        SegmentationOptionsValidation.Validate(options);
        (_host, _options) = (TrainingHost.Register(environment), options.Copy());
    }

    /// <summary>Fine-tunes on images with masks and wraps the model of the best epoch.</summary>
    /// <param name="input">Data with the columns of images and masks.</param>
    /// <exception cref="ArgumentException">
    /// A column is missing or of another type, nothing says what the classes are, or the masks have fewer than two.
    /// </exception>
    /// <exception cref="InvalidDataException">An image or mask is damaged or missing, or does not fit the other.</exception>
    /// <exception cref="InsufficientMemoryException">There is not enough memory to train with these options.</exception>
    /// <exception cref="OperationCanceledException">Training was canceled, and its options say to throw or it had not begun.</exception>
    public CmaeSegmentationTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        ImageColumnKind images = ImageColumn.Of(input.Schema, _options.ImageColumnName).Kind;
        WarningLog.Write(_host, "Fit", UnsavableImages.Warnings(images, _options.ImageColumnName));
        (FineTuningResult<SegmentationWeights, MaskFigures> result, SegmentationClasses classes) = LibtorchMemory.Guard(
            "Fine-tuning", MemoryRemedies.Training, () => SegmentationTraining.Run(_host, input, _options));
        var model = new CmaeSegmenter(result.Model, new SegmentationLegend(classes.Names, classes.Colors));
        return new CmaeSegmentationTransformer(
            model, Scoring(images), input.Schema[_options.ImageColumnName].Type, warning => WarningLog.Write(_host, "Scoring", [warning]));
    }

    /// <summary>
    /// The columns of the input, the label map (a vector of Byte of known size), the class shares (a vector of Single of known size), and the
    /// columns that the options name.
    /// </summary>
    /// <param name="inputSchema">The columns of the data.</param>
    /// <exception cref="ArgumentException">The column of images is missing or is not an image column.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        ImageColumnShape.Check(inputSchema, _options.ImageColumnName);
        return SegmentationShape.Append(inputSchema, Scoring(ImageColumnKind.Image));
    }

    private SegmentationScoring Scoring(ImageColumnKind images) => new(
        _options.ImageColumnName, images, _options.LabelMapColumnName, _options.ClassSharesColumnName, _options.MaskImageColumnName,
        _options.ProbabilitiesColumnName, _options.OnBadImage, _options.ScoringBatchSize)
    {
        Limits = _options.ImageLimits,
    };
}
