namespace Cmae.MLNet;

/// <summary>What the two views of an image have in common.</summary>
public enum CmaePositivePair
{
    /// <summary>One random resized crop, of which the target view is shifted by a few pixels (the paper's pixel shift).</summary>
    PixelShift,

    /// <summary>Nothing but the image: each view is a random resized crop of its own, mirrored by a coin of its own, as in other contrastive methods. The default.</summary>
    RandomCrops,
}
