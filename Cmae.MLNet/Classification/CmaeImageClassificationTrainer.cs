using Cmae.MLNet.Classification;
using Cmae.MLNet.Encoders;
using Cmae.MLNet.Imaging;
using Cmae.MLNet.Labels;
using Cmae.MLNet.Runtime;
using Cmae.MLNet.Scoring;
using Cmae.MLNet.Training;
using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace Cmae.MLNet;

/// <summary>
/// Fine-tunes a CMAE encoder into an image classifier, end to end from the encoder or from random weights, by the recipe of the official
/// fine-tuning (contrastive masked autoencoder, Huang et al., arXiv 2207.13532).
/// </summary>
/// <remarks>
/// Made by <see cref="Microsoft.ML.CmaeCatalog"/>. Immutable; <see cref="Fit"/> may be called again and gives the same result for the same
/// data and seed. The column of images may hold MLImage, text (paths) or vectors of Byte (encoded images); the column of labels is a key.
/// Files are taken as they are stored, without regard to an EXIF orientation, in training as in scoring.
/// </remarks>
public sealed partial class CmaeImageClassificationTrainer : IEstimator<CmaeImageClassificationTransformer>
{
    private readonly IHost _host;
    private readonly Options _options;

    internal CmaeImageClassificationTrainer(IHostEnvironment environment, Options options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ClassificationOptionsValidation.Validate(options);
        (_host, _options) = (TrainingHost.Register(environment), options.Copy());
    }

    /// <summary>Fine-tunes on labeled images and wraps the classifier of the best epoch.</summary>
    /// <param name="input">Data with the columns of images and labels.</param>
    /// <exception cref="ArgumentException">A column is missing or of another type, or the labels cannot be learned from.</exception>
    /// <exception cref="InsufficientMemoryException">There is not enough memory to train with these options.</exception>
    /// <exception cref="OperationCanceledException">Training was canceled, and its options say to throw or it had not begun.</exception>
    public CmaeImageClassificationTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        ImageColumnKind images = ImageColumn.Of(input.Schema, _options.ImageColumnName).Kind;
        WarningLog.Write(_host, "Fit", UnsavableImages.Warnings(images, _options.ImageColumnName));
        ClassifierWeights weights = LibtorchMemory.Guard(
            "Fine-tuning", MemoryRemedies.Training, () => ClassifierTraining.Run(_host, input, _options).Model);
        var scoring = new ClassifierScoring(
            _options.ImageColumnName, images, _options.PredictedLabelColumnName, _options.ScoreColumnName,
            _options.TestTimeFlip, _options.OnBadImage, _options.ScoringBatchSize)
        {
            Limits = _options.ImageLimits,
        };
        return new CmaeImageClassificationTransformer(
            weights, ClassLabels.Of(input.Schema[_options.LabelColumnName]), scoring, input.Schema[_options.ImageColumnName].Type,
            warning => WarningLog.Write(_host, "Scoring", [warning]));
    }

    /// <summary>
    /// The columns of the input, the predicted label (a key with the label's values) and the scores (a vector of Single of known size),
    /// with the annotations of ML.NET's own multiclass trainers.
    /// </summary>
    /// <param name="inputSchema">The columns of the data.</param>
    /// <exception cref="ArgumentException">A column is missing, the images are not in an image column, or the label is not a key of UInt32.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        ImageColumnShape.Check(inputSchema, _options.ImageColumnName);
        return ClassificationShape.Append(
            inputSchema, _options.LabelColumnName, _options.PredictedLabelColumnName, _options.ScoreColumnName);
    }
}
