using Cmae.MLNet.Samples.Tool.Images;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Cmae.MLNet.Samples.Tool.Probing;

/// <summary>How well the features of an encoder tell the classes of images; its properties in camel case are keys of a JSON file.</summary>
/// <param name="NearestNeighbors">Accuracy by the nearest training images.</param>
/// <param name="K">Number of training images that voted.</param>
/// <param name="Temperature">What the similarities were divided by.</param>
/// <param name="LinearProbe">Accuracy of a linear classifier.</param>
/// <param name="L2Weight">The regularization that was chosen for it.</param>
internal sealed record EncoderFigures(CmaeAccuracy NearestNeighbors, int K, double Temperature, CmaeAccuracy LinearProbe, float L2Weight)
{
    /// <summary>Computes features and measures them in both ways.</summary>
    /// <param name="ml">The context.</param>
    /// <param name="images">What to learn from and to measure on.</param>
    /// <param name="encoder">The encoder.</param>
    /// <param name="kind">Which of its tokens.</param>
    /// <param name="k">Number of training images that vote; at most all of them do.</param>
    /// <param name="cancellation">Cancels.</param>
    public static EncoderFigures Of(
        MLContext ml, TrainTestImages images, CmaeEncoder encoder, CmaeFeatureKind kind, int k, CancellationToken cancellation)
    {
        FeaturizedImages rows = FeaturizedImages.Of(ml, images, ImageFeatures.Of(ml, encoder, kind));
        int trainRows = rows.Train.GetColumn<uint>("Label").Count();
        CmaeNearestNeighborsMetrics neighbors = ml.MulticlassClassification.EvaluateNearestNeighbors(
            rows.Train, rows.Test, options: new() { K = Math.Min(k, trainRows), CancellationToken = cancellation });
        CmaeLinearProbeMetrics probe = ml.MulticlassClassification.EvaluateLinearProbe(
            rows.Train, rows.Test, options: new() { ValidationSet = rows.Validation, CancellationToken = cancellation });
        return new(neighbors.Accuracy, neighbors.K, neighbors.Temperature, probe.Accuracy, probe.L2Weight);
    }
}
