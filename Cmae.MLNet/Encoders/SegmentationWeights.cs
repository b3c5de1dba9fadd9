namespace Cmae.MLNet.Encoders;

/// <summary>A segmentation model: an encoder and the head on its patch tokens. Fine-tuning produces it, scoring runs it.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
internal sealed record SegmentationWeights
{
    /// <summary>The prefix of the names of the head's weights among those of the model.</summary>
    public const string HeadPrefix = "head.";

    /// <summary>Name of the last layer's weight, (K, C, 1, 1).</summary>
    public const string ClassifierWeightName = "head.classifier.weight";

    /// <summary>Name of the last layer's bias, (K).</summary>
    public const string ClassifierBiasName = "head.classifier.bias";

    /// <summary>Most classes: a pixel's class is a byte, and 255 means that it has none.</summary>
    public const int MostClasses = 255;

    /// <summary>Wraps weights; they are not copied.</summary>
    /// <param name="encoder">The encoder, with its last norm before pooling, so that every token is normed.</param>
    /// <param name="kind">Which head.</param>
    /// <param name="head">Its weights by name, with <see cref="HeadPrefix"/>.</param>
    /// <exception cref="ArgumentException">Weights are missing, unknown, of another shape or not finite.</exception>
    public SegmentationWeights(CmaeEncoder encoder, CmaeSegmentationHead kind, IReadOnlyDictionary<string, CmaeWeightTensor> head)
    {
        if (encoder.Configuration.OutputNorm != CmaeOutputNorm.BeforePooling)
            throw new ArgumentException("The encoder of a segmentation model needs its last norm before pooling.", nameof(encoder));
        ClassCount = head.TryGetValue(ClassifierBiasName, out CmaeWeightTensor? bias) && bias.Shape is [var count] ? (int)count : 0;
        if (ClassCount is < 2 or > MostClasses)
            throw new ArgumentException($"The head has {ClassCount} classes where 2 to {MostClasses} are possible.", nameof(head));
        (Encoder, Kind, Head) = (encoder, kind, head);
        SegmentationLayout.Require(this);
    }

    public CmaeEncoder Encoder { get; }

    public CmaeSegmentationHead Kind { get; }

    /// <summary>The head's weights by name, with <see cref="HeadPrefix"/>.</summary>
    public IReadOnlyDictionary<string, CmaeWeightTensor> Head { get; }

    public int ClassCount { get; }
}
