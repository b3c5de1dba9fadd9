using Cmae.MLNet.Featurization;
using Cmae.MLNet.Imaging;
using Cmae.MLNet.Scoring;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Cmae.MLNet;

/// <summary>Adds a column with the features that a CMAE encoder computes from an image column.</summary>
/// <remarks>
/// <para>A data view that <c>Transform</c> returns keeps the features of its rows, as far as they fit into
/// <see cref="CmaeFeaturizingEstimator.Options.FeatureCacheBytes"/>; an image that changes on disk is seen by the next <c>Transform</c>.</para>
/// <para>Thread-safe: several threads and cursors may read the data; all share one session of the engine that the options choose. Images are
/// scored in batches ahead of the reader, unless the reader also requests an image column. A prediction engine scores one image at a time
/// and, like every prediction engine, is for one thread only.</para>
/// <para><c>MLContext.Model.Save</c> writes a chain of stock transformers that computes the same features and loads without this
/// library; the image column must be MLImage or paths. A saved model reads paths exactly as they are in the data and, like ML.NET's
/// LoadImages, ignores an EXIF orientation. It does not check images as this transformer does: ML.NET may load a missing image as black,
/// and the missing part of a truncated one as gray.</para>
/// <para>Images remain their owner's: the transformer disposes none of the data. There is nothing to dispose; the session's memory is
/// released with the last reference.</para>
/// </remarks>
public sealed class CmaeFeaturizingTransformer : ITransformer
{
    private readonly FeatureScoring _scoring;
    private readonly Lazy<ImageScorer> _scorer;

    internal CmaeFeaturizingTransformer(CmaeEncoder encoder, FeatureScoring scoring, Action<string>? warn = null)
    {
        (Encoder, _scoring) = (encoder, scoring);
        _scorer = new(() => new ImageScorer(Session(encoder, scoring), scoring.ImageColumn, scoring.OnBadImage, scoring.BatchSize)
        {
            Decoder = ImageDecoder.AsStored with { Limits = scoring.Limits },
            Warn = warn,
            CacheBytes = scoring.CacheBytes,
        });
    }

    /// <summary>The encoder, for example to save it, to reuse it in another pipeline or to continue training it.</summary>
    public CmaeEncoder Encoder { get; }

    /// <inheritdoc/>
    public bool IsRowToRowMapper => true;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The image column is missing or is not an image column.</exception>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => SchemaOver(inputSchema).Output;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The image column is missing or is not an image column.</exception>
    /// <exception cref="CmaeLibtorchLoadException">The engine is libtorch, which is missing or cannot be loaded.</exception>
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
        using SavedChain chain = SavedChain.ForFeatures(
            Encoder, _scoring.Kind, _scoring.Images, _scoring.ImageColumn, _scoring.FeatureColumn);
        chain.Save(ctx);
    }

    private static IScoringSession Session(CmaeEncoder encoder, FeatureScoring scoring) =>
        scoring.Engine == CmaeScoringEngine.LibtorchBFloat16
            ? new LibtorchSession(encoder, scoring.Kind)
            : new ScoringSession(encoder, scoring.Kind);

    private ScoredSchema SchemaOver(DataViewSchema input)
    {
        ArgumentNullException.ThrowIfNull(input);
        int length = Encoder.Configuration.FeatureLength(_scoring.Kind);
        return new(input, _scoring.ImageColumn, ScoredColumn.Vector(_scoring.FeatureColumn, length));
    }
}
