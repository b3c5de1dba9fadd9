namespace Cmae.MLNet.Imaging;

/// <summary>What the two views of an image look like.</summary>
/// <param name="ImageSize">Side of both views in pixels.</param>
/// <param name="PixelShift">Largest shift, inclusive, of the target view relative to the online view, in rows and in columns; 0 for no shift.</param>
/// <param name="MinimumCropArea">Smallest share of the image's area that a crop covers.</param>
/// <param name="ColorAugmentation">Whether the target view is color-jittered, converted to gray and blurred at random.</param>
/// <param name="PositivePair">Whether both views are cut from the same crop or each from its own.</param>
/// <param name="MaximumCropArea">Largest share of the image's area that a crop covers.</param>
/// <param name="OnlineColorAugmentation">Whether the online view is color-jittered and converted to gray at random, too.</param>
internal sealed record ContrastiveViewsOptions(
    int ImageSize,
    int PixelShift,
    double MinimumCropArea = 0.2,
    bool ColorAugmentation = true,
    CmaePositivePair PositivePair = CmaePositivePair.PixelShift,
    double MaximumCropArea = 1,
    bool OnlineColorAugmentation = false)
{
    /// <summary>Side of the image that both views are cut from: official 256 = 224 + 31 + 1.</summary>
    public int MasterSize => ImageSize + PixelShift + 1;

    /// <summary>Number of values in one view: side × side × 3.</summary>
    public int ViewLength => 3 * ImageSize * ImageSize;
}
