namespace Cmae.MLNet.Samples.Tool.Segmentation;

/// <summary>Pre-training for a segmentation: on crops in which things are as large as the segmentation will see them.</summary>
internal static class TaskScale
{
    private const int PatchSize = 16, SmallestSide = 160, LargestSide = 224;

    /// <summary>Sets image size, patch size and crops for images that are segmented at a size.</summary>
    /// <param name="options">The options; they are changed.</param>
    /// <param name="imageSize">The side at which images are segmented, in pixels.</param>
    public static void SetCrops(CmaePretrainingOptions options, int imageSize)
    {
        int side = Math.Min(imageSize, Math.Clamp(imageSize / 2, SmallestSide, LargestSide)) / PatchSize * PatchSize;
        double share = Math.Pow((double)side / imageSize, 2);
        (options.ImageSize, options.PatchSize) = (side, PatchSize);
        if (side <= 2 * PatchSize)
            options.Masking = CmaeMasking.Patch; // a single block of 2x2 patches could not be masked in part
        (options.MinimumCropArea, options.MaximumCropArea) = (share / 2, Math.Min(1, 2 * share));
    }
}
