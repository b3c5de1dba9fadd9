using Microsoft.ML;

namespace Cmae.MLNet;

/// <summary>Test accuracy of a linear classifier trained on features.</summary>
/// <remarks>Immutable; as thread-safe as the model.</remarks>
public sealed class CmaeLinearProbeMetrics
{
    internal CmaeLinearProbeMetrics(CmaeAccuracy accuracy, CmaeAccuracy? validationAccuracy, float l2Weight, ITransformer model) =>
        (Accuracy, ValidationAccuracy, L2Weight, Model) = (accuracy, validationAccuracy, l2Weight, model);

    /// <summary>Share of the test rows that were classified correctly, with its interval and the number of test rows.</summary>
    public CmaeAccuracy Accuracy { get; }

    /// <summary>
    /// The same for the validation rows, with the L2 weight that was chosen: the best of several, so slightly optimistic. Null if only one weight
    /// was given.
    /// </summary>
    public CmaeAccuracy? ValidationAccuracy { get; }

    /// <summary>The L2 weight that was chosen.</summary>
    public float L2Weight { get; }

    /// <summary>
    /// The classifier that was measured: standardizes the feature column, then adds PredictedLabel, a key, and Score, the probabilities. Consists of
    /// stock transformers.
    /// </summary>
    public ITransformer Model { get; }
}
