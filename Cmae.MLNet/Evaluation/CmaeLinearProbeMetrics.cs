using Microsoft.ML;

namespace Cmae.MLNet;

/// <summary>How well a linear classifier on features tells the class of test rows.</summary>
/// <remarks>Immutable; thread-safe as the model is.</remarks>
public sealed class CmaeLinearProbeMetrics
{
    internal CmaeLinearProbeMetrics(CmaeAccuracy accuracy, CmaeAccuracy? validationAccuracy, float l2Weight, ITransformer model) =>
        (Accuracy, ValidationAccuracy, L2Weight, Model) = (accuracy, validationAccuracy, l2Weight, model);

    /// <summary>Share of the test rows that were classified right, with its interval and the number of test rows.</summary>
    public CmaeAccuracy Accuracy { get; }

    /// <summary>The same of the validation rows for the L2 weight that was chosen: the best of several, so a little too good. Null where one weight was given.</summary>
    public CmaeAccuracy? ValidationAccuracy { get; }

    /// <summary>The L2 weight that was chosen.</summary>
    public float L2Weight { get; }

    /// <summary>The classifier that was measured: standardizes the feature column, then adds PredictedLabel, a key, and Score, the probabilities. Made of stock transformers.</summary>
    public ITransformer Model { get; }
}
