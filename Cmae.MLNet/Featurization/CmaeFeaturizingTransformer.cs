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
/// without regard to an EXIF orientation. A saved model does not check images as this transformer does: ML.NET's own loading may
/// take a missing one to be black, and what is missing of a truncated one to be gray.</para>
/// <para>Images stay their owner's: none of the data is disposed. There is nothing to dispose; the session's memory is given back
/// with the last reference.</para>
/// </remarks>
public sealed class CmaeFeaturizingTransformer : ITransformer
{
    private readonly FeatureScoring _scoring;
    private readonly Lazy<ImageScorer> _scorer;

    internal CmaeFeaturizingTransformer(CmaeEncoder encoder, FeatureScoring scoring)
    {
        (Encoder, _scoring) = (encoder, scoring);
        _scorer = new(() => new ImageScorer(Session(encoder, scoring), scoring.ImageColumn, scoring.OnBadImage, scoring.BatchSize));
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
    /// <exception cref="CmaeLibtorchLoadException">The engine is libtorch, which is missing or cannot be loaded.</exception>
    public IDataView Transform(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new ScoredView(input, SchemaOver(input.Schema), _scorer.Value);
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The image column is missing or has a type that is no image.</exception>
    public IRowToRowMapper GetRowToRowMapper(DataViewSchema inputSchema) => new ScoringRowMapper(SchemaOver(inputSchema), _scorer.Value);

    void ICanSaveModel.Save(ModelSaveContext ctx)
    {
        using SavedChain chain = SavedChain.ForFeatures(Encoder, _scoring.Kind, _scoring.Images, _scoring.ImageColumn, _scoring.FeatureColumn);
        chain.Save(ctx);
    }

    private static IScoringSession Session(CmaeEncoder encoder, FeatureScoring scoring) =>
        scoring.Engine == CmaeScoringEngine.LibtorchBFloat16 ? new LibtorchSession(encoder, scoring.Kind) : new ScoringSession(encoder, scoring.Kind);

    private ScoredSchema SchemaOver(DataViewSchema input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return new(input, _scoring.ImageColumn, ScoredColumn.Vector(_scoring.FeatureColumn, Encoder.Configuration.FeatureLength(_scoring.Kind)));
    }
}
