using Cmae.MLNet.Samples.Images;
using Microsoft.ML;
using Microsoft.ML.Trainers;

namespace Cmae.MLNet.Samples.Probing;

/// <summary>Measures features by a linear classifier on top of them, the same for all features.</summary>
internal sealed class LinearProbe(MLContext ml, LabelledImages images)
{
    /// <summary>The classifier in words, for results.</summary>
    public const string Protocol = "every feature scaled to mean 0 and variance 1, maximum-entropy classifier (L-BFGS)";

    private static readonly float[] L2Weights = [0.1f, 1, 10, 100];

    /// <summary>Trains on the training rows with the L2 weight that does best on the selection rows, and measures on the test rows.</summary>
    /// <param name="features">From ImagePath to Features.</param>
    public ProbeResult Evaluate(IEstimator<ITransformer> features)
    {
        float l2 = ChooseL2Weight(features);
        ITransformer model = ml.Transforms.Conversion.MapValueToKey("Label")
            .Append(features)
            .AppendCacheCheckpoint(ml)
            .Append(Classifier(l2))
            .Append(ml.Transforms.Conversion.MapKeyToValue("PredictedLabel"))
            .Fit(images.Train);
        return new ProbeResult(model, Accuracy(model, images.Test), l2);
    }

    private float ChooseL2Weight(IEstimator<ITransformer> features)
    {
        ITransformer featurizer = ml.Transforms.Conversion.MapValueToKey("Label").Append(features).Fit(images.Train);
        IDataView train = Featurize(images.TrialTrain), selection = Featurize(images.Selection);
        return L2Weights.MaxBy(l2 => Accuracy(Classifier(l2).Fit(train), selection));

        IDataView Featurize(IDataView rows) =>
            ml.Data.Cache(ml.Transforms.SelectColumns("Label", "Features").Fit(featurizer.Transform(rows)).Transform(featurizer.Transform(rows)));
    }

    private IEstimator<ITransformer> Classifier(float l2) =>
        ml.Transforms.NormalizeMeanVariance("Features", fixZero: false)
            .Append(ml.MulticlassClassification.Trainers.LbfgsMaximumEntropy(
                new LbfgsMaximumEntropyMulticlassTrainer.Options { L1Regularization = 0, L2Regularization = l2 }));

    private double Accuracy(ITransformer model, IDataView rows) =>
        ml.MulticlassClassification.Evaluate(model.Transform(rows)).MicroAccuracy;
}

/// <summary>What a linear classifier made of some features.</summary>
/// <param name="Model">From ImagePath to PredictedLabel and Score.</param>
/// <param name="Accuracy">Share of the test images that it gets right, from 0 to 1.</param>
/// <param name="L2Weight">The regularization that was chosen.</param>
internal sealed record ProbeResult(ITransformer Model, double Accuracy, float L2Weight);
