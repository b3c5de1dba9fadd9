namespace Cmae.MLNet.Encoders;

/// <summary>A fine-tuned classifier: an encoder and the linear head on its features. Fine-tuning produces it, scoring runs it.</summary>
/// <remarks>
/// Immutable and thread-safe. The head classifies the normed mean of the patch tokens (<see cref="CmaeOutputNorm.AfterPooling"/>, weights
/// <c>fc_norm.*</c>), or the normed class token (<see cref="CmaeOutputNorm.BeforePooling"/>, weights <c>ln1.*</c>). Logits are
/// <c>HeadWeight · features + HeadBias</c>, probabilities the softmax of <c>logits / Temperature</c>.
/// </remarks>
internal sealed record ClassifierWeights
{
    /// <summary>The official state-dict name of the head's weight.</summary>
    public const string HeadWeightName = "head.head.weight";

    /// <summary>The official state-dict name of the head's bias.</summary>
    public const string HeadBiasName = "head.head.bias";

    /// <summary>Wraps weights; they are not copied.</summary>
    /// <param name="encoder">The encoder, with a final norm before or after pooling.</param>
    /// <param name="headWeight">(K, D): a row for each class.</param>
    /// <param name="headBias">(K)</param>
    /// <param name="temperature">Divides the logits before the softmax; above 0. The value 1 means that the classifier was not calibrated.</param>
    /// <exception cref="ArgumentException">
    /// Shapes do not match, there are fewer than 2 classes, there is no final norm, or the temperature is not a positive number.
    /// </exception>
    public ClassifierWeights(CmaeEncoder encoder, CmaeWeightTensor headWeight, CmaeWeightTensor headBias, float temperature = 1)
    {
        int width = encoder.Architecture.Width;
        if (encoder.Configuration.OutputNorm == CmaeOutputNorm.None)
        {
            throw new ArgumentException(
                "A classifier needs an encoder with a final norm, before or after pooling; the momentum encoder has none.",
                nameof(encoder));
        }
        if (headBias.Shape is not [>= 2 and var classes])
        {
            throw new ArgumentException(
                $"The head's bias has shape [{string.Join(", ", headBias.Shape)}] where [K] with K of 2 or more classes is needed.",
                nameof(headBias));
        }
        if (!headWeight.Shape.SequenceEqual([classes, width]))
        {
            throw new ArgumentException(
                $"The head's weight has shape [{string.Join(", ", headWeight.Shape)}] where [{classes}, {width}] is needed.",
                nameof(headWeight));
        }
        if (!float.IsFinite(temperature) || temperature <= 0)
            throw new ArgumentException($"The temperature is {temperature} where a finite number above 0 is needed.", nameof(temperature));
        (Encoder, HeadWeight, HeadBias, Temperature) = (encoder, headWeight, headBias, temperature);
    }

    public CmaeEncoder Encoder { get; }

    /// <summary>(K, D)</summary>
    public CmaeWeightTensor HeadWeight { get; }

    /// <summary>(K)</summary>
    public CmaeWeightTensor HeadBias { get; }

    public float Temperature { get; }

    public int ClassCount => HeadBias.Values.Length;

    /// <summary>The features that the head classifies.</summary>
    public CmaeFeatureKind FeatureKind =>
        Encoder.Configuration.OutputNorm == CmaeOutputNorm.AfterPooling ? CmaeFeatureKind.MeanPatch : CmaeFeatureKind.ClassToken;
}
