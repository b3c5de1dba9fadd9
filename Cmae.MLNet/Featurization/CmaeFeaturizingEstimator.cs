using Cmae.MLNet.Featurization;
using Cmae.MLNet.Imaging;
using Cmae.MLNet.Pretraining;
using Cmae.MLNet.Runtime;
using Cmae.MLNet.Scoring;
using Cmae.MLNet.Training;
using Microsoft.ML;
using Microsoft.ML.Runtime;

namespace Cmae.MLNet;

/// <summary>
/// Turns a column of images into features with a CMAE encoder (contrastive masked autoencoder, Huang et al., arXiv 2207.13532):
/// one that <see cref="Fit"/> pre-trains on the images themselves, without labels, or one that is already trained.
/// </summary>
/// <remarks>
/// Created by <see cref="CmaeCatalog"/>. Immutable; <see cref="Fit"/> can be called several times and gives the same result for the same
/// data and seed. The image column may contain MLImage, text (paths) or vectors of Byte (encoded images).
/// </remarks>
public sealed partial class CmaeFeaturizingEstimator : IEstimator<CmaeFeaturizingTransformer>
{
    private readonly IHost _host;
    private readonly Options _options;

    internal CmaeFeaturizingEstimator(IHostEnvironment environment, Options options)
    {
        ArgumentNullException.ThrowIfNull(options);
        FeaturizingOptionsValidation.Validate(options);
        (_host, _options) = (TrainingHost.Register(environment), options.Copy());
    }

    /// <summary>Pre-trains an encoder on the images, or uses the one in the options, and returns a transformer that applies it.</summary>
    /// <param name="input">
    /// Data with the image column. Nothing is learned from labels; if there are any (<see cref="CmaePretrainingOptions.LabelColumnName"/>),
    /// pre-training uses them to measure its k-NN accuracy.
    /// </param>
    /// <exception cref="ArgumentException">The image column is missing or is not an image column.</exception>
    /// <exception cref="InsufficientMemoryException">There is not enough memory to pre-train with these options.</exception>
    /// <exception cref="OperationCanceledException">Pre-training was canceled, and its options say to throw, or it had not started.</exception>
    public CmaeFeaturizingTransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        ImageColumnKind images = ImageColumn.Of(input.Schema, _options.InputColumn).Kind;
        WarningLog.Write(_host, "Fit", UnsavableImages.Warnings(images, _options.InputColumn));
        CmaeEncoder encoder = _options.Encoder ?? LibtorchMemory.Guard(
            "Pre-training", MemoryRemedies.Training,
            () => Pretrainer.Run(_host, input, _options.InputColumn, _options.Pretraining));
        var scoring = new FeatureScoring(
            _options.InputColumn,
            images,
            _options.OutputColumnName,
            _options.FeatureKind,
            _options.Engine,
            _options.ScoringOnBadImage,
            _options.ScoringBatchSize,
            _options.FeatureCacheBytes,
            _options.ScoringLimits);
        return new CmaeFeaturizingTransformer(encoder, scoring, warning => WarningLog.Write(_host, "Scoring", [warning]));
    }

    /// <summary>The columns of the input and the feature column, a vector of Single of known size.</summary>
    /// <param name="inputSchema">The columns of the data.</param>
    /// <exception cref="ArgumentException">The image column is missing or is not an image column.</exception>
    public SchemaShape GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        ImageColumnShape.Check(inputSchema, _options.InputColumn);
        return FeatureShape.Append(inputSchema, _options.OutputColumnName);
    }
}
