using Cmae.MLNet.Imaging;
using Cmae.MLNet.Scoring;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Cmae.MLNet;

/// <summary>Adds the class of every place of an image, and the share that every class has of it, by a fine-tuned CMAE encoder.</summary>
/// <remarks>
/// <para>The label map is a vector of Byte of [S, S], the numbers of the classes row by row, stretched over the whole image: pixel (x, y) of
/// an image of W x H pixels is at (floor((x + 0.5) · S / W), floor((y + 0.5) · S / H)). The class shares are a vector of Single with the
/// share of the map that every class has; its slots have the names of the classes, so that it is a feature vector for other
/// trainers.</para>
/// <para>Thread-safe: data may be read from several threads and by several cursors; all share one ONNX Runtime session. Images are scored in
/// batches ahead of the reader, except where the reader takes an image column as well. Images of an opt-in column of colored maps
/// are made when they are read, and belong to the reader.</para>
/// <para><c>MLContext.Model.Save</c> writes a chain of stock transformers that computes the same maps and loads without this library; the image
/// column must be MLImage or paths. The chain tells an image from the padding around it by its alpha channel: a PNG whose outermost
/// rows or columns are fully transparent is cut there.</para>
/// <para>The caller keeps owning the images: nothing in the data is disposed. The transformer need not be disposed either; the session's
/// memory is freed with the last reference.</para>
/// </remarks>
public sealed class CmaeSegmentationTransformer : ISingleFeaturePredictionTransformer<CmaeSegmenter>
{
    private readonly SegmentationScoring _scoring;
    private readonly Lazy<ImageScorer> _scorer;

    internal CmaeSegmentationTransformer(
        CmaeSegmenter model, SegmentationScoring scoring, DataViewType imageType, Action<string>? warn = null)
    {
        (Model, _scoring, FeatureColumnType) = (model, scoring, imageType);
        _scorer = new(() => new ImageScorer(
            new SegmentationSession(model.Weights, scoring.ProbabilitiesColumn is not null), scoring.ImageColumn, scoring.OnBadImage,
            scoring.BatchSize)
        {
            Warn = warn,
            Decoder = ImageDecoder.AsStored with { Limits = scoring.Limits },
        });
    }

    /// <summary>The encoder, fine-tuned: to save it, to reuse it in another pipeline or to train it on.</summary>
    public CmaeEncoder Encoder => Model.Encoder;

    /// <summary>The encoder with its head: to export it as .onnx.</summary>
    public CmaeSegmenter Model { get; }

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
        using SavedChain chain = SavedChain.ForSegmentation(Model.Weights, Model.Legend, _scoring);
        chain.Save(ctx);
    }

    private ScoredSchema SchemaOver(DataViewSchema input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new(input, _scoring.ImageColumn, SegmentationColumns.Of(_scoring, Model.Legend, Encoder.ImageSize));
    }
}
