using Cmae.MLNet.Imaging;
using Microsoft.ML;

namespace Cmae.MLNet.Featurization;

/// <summary>A featurizer whose pre-training may have been done by another trial.</summary>
/// <param name="context">The trial's context.</param>
/// <param name="options">Options of the featurizer, without an encoder.</param>
/// <param name="encoderOf">Gives the encoder of these images, by their fingerprint, training it if nobody did.</param>
internal sealed class SweptFeaturizer(
    MLContext context, CmaeFeaturizingEstimator.Options options, Func<string, Func<CmaeEncoder>, CmaeEncoder> encoderOf)
    : IEstimator<ITransformer>
{
    public ITransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        CmaeEncoder encoder = encoderOf(
            ImageFingerprint.Of(input, options.InputColumn), () => new CmaeFeaturizingEstimator(context, options).Fit(input).Encoder);
        CmaeFeaturizingEstimator.Options scoring = options.Copy();
        (scoring.Encoder, scoring.OnBadImage) = (encoder, options.ScoringOnBadImage);
        return new CmaeFeaturizingEstimator(context, scoring).Fit(input);
    }

    public SchemaShape GetOutputSchema(SchemaShape inputSchema) =>
        new CmaeFeaturizingEstimator(context, options).GetOutputSchema(inputSchema);
}
