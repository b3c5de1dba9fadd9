using static TorchSharp.torch;

namespace Cmae.MLNet.Modeling;

/// <summary>Everything that fixes the shape and the losses of a <see cref="CmaeModel"/>.</summary>
internal sealed record CmaeModelConfiguration
{
    /// <summary>
    /// Sizes of the online encoder, which has its final norm before pooling; the momentum encoder is the same without it.
    /// </summary>
    public required CmaeEncoderConfiguration Encoder { get; init; }

    /// <summary>The decoder that reconstructs the masked pixels.</summary>
    public required DecoderConfiguration PixelDecoder { get; init; }

    /// <summary>
    /// The decoder that the contrast looks at; null contrasts the mean of the online encoder's visible patch tokens instead.
    /// </summary>
    public DecoderConfiguration? FeatureDecoder { get; init; }

    /// <summary>Hidden channels of both projectors.</summary>
    public required int ProjectorHiddenWidth { get; init; }

    /// <summary>Channels of the contrastive embedding.</summary>
    public required int ProjectorWidth { get; init; }

    /// <summary>Hidden channels of the predictor.</summary>
    public required int PredictorHiddenWidth { get; init; }

    /// <summary>Share of blocks or patches that is hidden from the online encoder. The default value is 0.65.</summary>
    public double MaskRatio { get; init; } = 0.65;

    /// <summary>What the mask is made of. The default value is <see cref="CmaeMasking.Block"/>.</summary>
    public CmaeMasking Masking { get; init; } = CmaeMasking.Block;

    /// <summary>Temperature of the InfoNCE loss. The default value is 0.07.</summary>
    public double Temperature { get; init; } = 0.07;

    /// <summary>
    /// Weight of the contrastive loss on top of 2·temperature; 0 is plain MAE, a model without a momentum branch. The default value is 1.
    /// </summary>
    public double ContrastiveWeight { get; init; } = 1;

    /// <summary>
    /// The type that encoder and decoders multiply matrices in. The default value is null: that of the weights, which norms, losses and the
    /// residual stream have in any case.
    /// </summary>
    public ScalarType? ComputeType { get; init; }

    /// <summary>Whether this is CMAE, not plain MAE.</summary>
    public bool IsContrastive => ContrastiveWeight > 0;

    /// <summary>How many random values per image choose its mask: one for every block or patch.</summary>
    public int NoiseLength => Masking == CmaeMasking.Block ? Encoder.PatchCount / 4 : Encoder.PatchCount;

    /// <summary>How many blocks or patches of every image stay visible.</summary>
    public int VisibleUnits => TokenMask.VisibleUnits(NoiseLength, MaskRatio);

    /// <summary>How many patches of every image stay visible: a block has four.</summary>
    public int VisiblePatches => Masking == CmaeMasking.Block ? 4 * VisibleUnits : VisibleUnits;
}
