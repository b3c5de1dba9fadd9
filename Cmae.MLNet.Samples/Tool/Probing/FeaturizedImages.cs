using Cmae.MLNet.Samples.Tool.Images;
using Microsoft.ML;

namespace Cmae.MLNet.Samples.Tool.Probing;

/// <summary>Labeled images as features: a key Label and a vector Features, computed once and kept.</summary>
/// <param name="Featurizer">From ImagePath and Label as text to these columns, fitted on the training rows.</param>
/// <param name="Train">The training rows.</param>
/// <param name="Validation">The rows that were set apart for choices; null if there are none.</param>
/// <param name="Test">The test rows.</param>
internal sealed record FeaturizedImages(ITransformer Featurizer, IDataView Train, IDataView? Validation, IDataView Test)
{
    /// <summary>Computes the features of images.</summary>
    /// <param name="ml">The context.</param>
    /// <param name="images">The images.</param>
    /// <param name="features">From ImagePath to Features.</param>
    public static FeaturizedImages Of(MLContext ml, TrainTestImages images, IEstimator<ITransformer> features)
    {
        ITransformer featurizer = ml.Transforms.Conversion.MapValueToKey("Label").Append(features).Fit(images.Train);
        return new(
            featurizer,
            Featurize(images.Train),
            images.Validation is { } validation ? Featurize(validation) : null,
            Featurize(images.Test));

        IDataView Featurize(IDataView rows)
        {
            IDataView featurized = featurizer.Transform(rows);
            return ml.Data.Cache(ml.Transforms.SelectColumns("Label", "Features").Fit(featurized).Transform(featurized));
        }
    }
}
