namespace Cmae.MLNet;

/// <summary>What makes classes of pixels of an encoder's patch tokens.</summary>
public enum CmaeSegmentationHead
{
    /// <summary>
    /// A feature pyramid with levels of a quarter, a half, one and two patches, summed and classified: fine edges. The default.
    /// </summary>
    Pyramid,

    /// <summary>A linear classifier of every patch, interpolated between their centers: fewer weights, edges as coarse as the patches.</summary>
    Linear,
}
