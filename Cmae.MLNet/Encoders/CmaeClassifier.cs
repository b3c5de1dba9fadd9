using Cmae.MLNet.Encoders;

namespace Cmae.MLNet;

/// <summary>A fine-tuned encoder with its classification head.</summary>
/// <remarks>Immutable and thread-safe; holds managed memory only, so there is nothing to dispose.</remarks>
public sealed partial class CmaeClassifier
{
    internal CmaeClassifier(ClassifierWeights weights, IReadOnlyList<string>? classNames) => (Weights, ClassNames) = (weights, classNames);

    /// <summary>The encoder.</summary>
    public CmaeEncoder Encoder => Weights.Encoder;

    /// <summary>Number of classes.</summary>
    public int ClassCount => Weights.ClassCount;

    /// <summary>The names of the classes in the head's order; null if they are not known, as in a checkpoint written by other code.</summary>
    public IReadOnlyList<string>? ClassNames { get; }

    /// <summary>The logits are divided by this before the softmax; 1 if the probabilities were not calibrated.</summary>
    public float Temperature => Weights.Temperature;

    internal ClassifierWeights Weights { get; }
}
