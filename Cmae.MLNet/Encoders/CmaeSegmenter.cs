using Cmae.MLNet.Encoders;

namespace Cmae.MLNet;

/// <summary>A fine-tuned encoder with its segmentation head.</summary>
/// <remarks>Immutable and thread-safe; holds managed memory only, so there is nothing to dispose.</remarks>
public sealed partial class CmaeSegmenter
{
    internal CmaeSegmenter(SegmentationWeights weights, SegmentationLegend legend) => (Weights, Legend) = (weights, legend);

    /// <summary>The encoder, at the image size of the segmentation.</summary>
    public CmaeEncoder Encoder => Weights.Encoder;

    /// <summary>What makes classes of the encoder's patch tokens.</summary>
    public CmaeSegmentationHead Head => Weights.Kind;

    /// <summary>Number of classes, 2 to 255.</summary>
    public int ClassCount => Weights.ClassCount;

    /// <summary>The names of the classes in the order of their numbers in label maps.</summary>
    public IReadOnlyList<string> ClassNames => Legend.Names;

    internal SegmentationWeights Weights { get; }

    internal SegmentationLegend Legend { get; }
}
