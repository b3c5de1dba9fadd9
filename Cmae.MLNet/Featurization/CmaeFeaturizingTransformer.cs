using Cmae.MLNet.Featurization;
using Cmae.MLNet.Scoring;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Cmae.MLNet;

/// <summary>Adds a column with the features that a CMAE encoder computes of an image column.</summary>
/// <remarks>
/// <para>Thread-safe: data may be read from several threads and by several cursors; all share one session of the options' engine. Images are
/// scored in batches ahead of the reader, except where the reader takes an image column as well. A prediction engine scores one
/// image at a time and is, as every prediction engine, for one thread.</para>
/// <para><c>MLContext.Model.Save</c> writes a chain of stock transformers that computes the same features and loads without this
/// library; the image column must be MLImage or paths. Paths are read as they are in the data, and, as by ML.NET's LoadImages,
/// without regard to an EXIF orientation.</para>
/// <para>Images stay their owner's: none of the data is disposed. There is nothing to dispose; the session's memory is given back
/// with the last reference.</para>
/// </remarks>
public sealed class CmaeFeaturizingTransformer : ITransformer
{
    private readonly CmaeFeaturizingEstimator.Options _options;
    private readonly ImageColumnKind _trainedOn;
    private readonly Lazy<ImageScorer> _scorer;

    internal CmaeFeaturizingTransformer(CmaeEncoder encoder, CmaeFeaturizingEstimator.Options options, ImageColumnKind trainedOn)
    {
        (Encoder, _options, _trainedOn) = (encoder, options.Copy(), trainedOn);
        _scorer = new(() => new ImageScorer(
            Session(encoder, _options), _options.InputColumn, _options.OnBadImage, _options.ScoringBatchSize));
    }

    /// <summary>The encoder: to save it, to reuse it in another pipeline or to train it on.</summary>
    public CmaeEncoder Encoder { get; }

    /// <inheritdoc/>
    public bool IsRowToRowMapper => true;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The image column is missing or has a type that is no image.</exception>
    public DataViewSchema GetOutputSchema(DataViewSchema inputSchema) => SchemaOver(inputSchema).Output;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The image column is missing or has a type that is no image.</exception>
    /// <exception cref="LibtorchLoadException">The engine is libtorch, which is missing or cannot be loaded.</exception>
    public IDataView Transform(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new ScoredView(input, SchemaOver(input.Schema), _scorer.Value);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The image column is missing or has a type that is no image.</exception>
    public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => new ScoringRowMapper(SchemaOver(inputSchema), _scorer.Value);

    void ICanSaveModel.Save(ModelSaveContext ctx) =>
        SavedChain.Save(ctx, Encoder, _options.FeatureKind, _trainedOn, _options.InputColumn, _options.OutputColumnName);

    private static IScoringSession Session(CmaeEncoder encoder, CmaeFeaturizingEstimator.Options options) =>
        options.Engine == CmaeScoringEngine.LibtorchBFloat16 ? new LibtorchSession(encoder, options.FeatureKind) : new ScoringSession(encoder, options.FeatureKind);

    private ScoredSchema SchemaOver(DataViewSchema input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new(input, _options.InputColumn, ScoredColumn.Vector(_options.OutputColumnName, Encoder.Configuration.FeatureLength(_options.FeatureKind)));
    }
}
