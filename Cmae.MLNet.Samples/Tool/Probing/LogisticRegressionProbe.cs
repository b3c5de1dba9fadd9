using Cmae.MLNet.Samples.Tool.Images;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Cmae.MLNet.Samples.Tool.Probing;

/// <summary>Measures features by a linear classifier on top of them, the same for all features.</summary>
internal sealed class LogisticRegressionProbe(MLContext ml, TrainTestImages images)
{
    /// <summary>The classifier in words, for results.</summary>
    public const string Protocol = "every feature scaled to mean 0 and variance 1, maximum-entropy classifier (L-BFGS)";

    /// <summary>Trains on the training rows with the L2 weight that does best on validation rows, and measures on the test rows.</summary>
    /// <param name="features">From ImagePath to Features.</param>
    public ProbeResult Evaluate(IEstimator<ITransformer> features)
    {
        FeaturizedImages rows = FeaturizedImages.Of(ml, images, features);
        CmaeLinearProbeMetrics probe = ml.MulticlassClassification.EvaluateLinearProbe(
            rows.Train, rows.Test, options: new() { ValidationSet = rows.Validation });
        ITransformer names = ml.Transforms.Conversion.MapKeyToValue("PredictedLabel").Fit(probe.Model.Transform(rows.Train));
        return new ProbeResult(
            new TransformerChain<ITransformer>(rows.Featurizer, probe.Model, names), probe.Accuracy.Value, probe.L2Weight);
    }
}

/// <summary>The result of a linear classifier on some features.</summary>
/// <param name="Model">From ImagePath to PredictedLabel and Score.</param>
/// <param name="Accuracy">Share of the test images that it gets right, from 0 to 1.</param>
/// <param name="L2Weight">The regularization that was chosen.</param>
internal sealed record ProbeResult(ITransformer Model, double Accuracy, float L2Weight);
