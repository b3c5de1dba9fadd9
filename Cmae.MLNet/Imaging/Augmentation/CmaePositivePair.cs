namespace Cmae.MLNet;

/// <summary>What the two views of an image have in common.</summary>
public enum CmaePositivePair
{
    /// <summary>One random resized crop; the target view is shifted in it by a few pixels (the paper's pixel shift).</summary>
    PixelShift,

    /// <summary>
    /// Only the image: each view is its own random resized crop and is flipped independently, as in other contrastive methods. The default.
    /// </summary>
    RandomCrops,
}
