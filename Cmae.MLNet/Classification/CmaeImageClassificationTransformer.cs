using Cmae.MLNet.Encoders;
using Cmae.MLNet.Imaging;
using Cmae.MLNet.Labels;
using Cmae.MLNet.Scoring;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Cmae.MLNet;

/// <summary>Adds the predicted class of an image column and the probability of every class, by a fine-tuned CMAE encoder.</summary>
/// <remarks>
/// <para>The column of scores is a vector of Single with a probability for each class, the softmax of the logits. The predicted label is
/// a key with the values of the label that was trained on. Both have the annotations of ML.NET's own multiclass trainers.</para>
/// <para>Thread-safe: data may be read from several threads and by several cursors; all share one ONNX Runtime session. Images are
/// scored in batches ahead of the reader, except where the reader takes an image column as well. A prediction engine scores one
/// image at a time and is, like every prediction engine, for one thread only.</para>
/// <para><c>MLContext.Model.Save</c> writes a chain of stock transformers that computes the same scores and loads without this
/// library; the image column must be MLImage or paths. Paths are read as they are in the data, and, as by ML.NET's LoadImages,
/// without regard to an EXIF orientation. If the columns have names other than "Score" and "PredictedLabel", a loaded model drops
/// columns of these names. A saved model does not check images as this transformer does: ML.NET's own loading may take a missing one to be
/// black, and the missing part of a truncated one to be gray.</para>
/// <para>The caller keeps owning the images: nothing in the data is disposed. The transformer need not be disposed either; the session's
/// memory is freed with the last reference.</para>
/// </remarks>
public sealed class CmaeImageClassificationTransformer : ISingleFeaturePredictionTransformer<CmaeClassifier>
{
    private readonly ClassLabels _labels;
    private readonly ClassifierScoring _scoring;
    private readonly Lazy<ImageScorer> _scorer;

    internal CmaeImageClassificationTransformer(
        ClassifierWeights weights, ClassLabels labels, ClassifierScoring scoring, DataViewType imageType,
        Action<string>? warn = null)
    {
        (_labels, _scoring, FeatureColumnType) = (labels, scoring, imageType);
        Model = new CmaeClassifier(weights, labels.Names);
        _scorer = new(() => new ImageScorer(
            new ScoringSession(weights, scoring.Flip), scoring.ImageColumn, scoring.OnBadImage, scoring.BatchSize)
        {
            Decoder = ImageDecoder.AsStored with { Limits = scoring.Limits },
            Warn = warn,
        });
    }

    /// <summary>The encoder, fine-tuned: to save it, to reuse it in another pipeline or to continue training it.</summary>
    public CmaeEncoder Encoder => Model.Encoder;

    /// <summary>The encoder with its head: to export it as .onnx.</summary>
    public CmaeClassifier Model { get; }

    /// <summary>Name of the column of images.</summary>
    public string FeatureColumnName => _scoring.ImageColumn;

    /// <summary>Type of the column of images that it was trained on.</summary>
    public DataViewType FeatureColumnType { get; }

    /// <inheritdoc/>
    public bool IsRowToRowMapper => true;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The image column is missing or is not an image column.</exception>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => SchemaOver(inputSchema).Output;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The image column is missing or is not an image column.</exception>
    public IDataView Transform(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new ScoredView(input, SchemaOver(input.Schema), _scorer.Value);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The image column is missing or is not an image column.</exception>
    public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => new ScoringRowMapper(SchemaOver(inputSchema), _scorer.Value);

    void ICanSaveModel.Save(ModelSaveContext ctx)
    {
        using SavedChain chain = SavedChain.ForClassifier(Model.Weights, _labels, _scoring);
        chain.Save(ctx);
    }

    private ScoredSchema SchemaOver(DataViewSchema input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new(
            input, _scoring.ImageColumn, ClassificationColumns.Of(input, _labels, _scoring.PredictedLabelColumn, _scoring.ScoreColumn));
    }
}
