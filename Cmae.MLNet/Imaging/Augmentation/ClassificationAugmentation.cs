using Cmae.MLNet.Runtime;

namespace Cmae.MLNet.Imaging;

/// <summary>
/// Makes an image for supervised training: a random part of the original is scaled to the encoder's size, mirrored, changed by random
/// augmentation, and a random box in it is erased, in the order of the official fine-tuning pipeline.
/// </summary>
/// <remarks>Immutable and thread-safe. The same seed, epoch and image number give the same pixels, on any thread and in any order.</remarks>
internal sealed class ClassificationAugmentation(ClassificationAugmentationOptions options)
{
    private readonly RandomResizedCrop _crop = new(options.MinimumCropArea);

    /// <summary>Makes the training image of one epoch.</summary>
    /// <param name="image">The image; it is only read.</param>
    /// <param name="seed">Seed of the run.</param>
    /// <param name="epoch">Number of the epoch.</param>
    /// <param name="index">Number of the image.</param>
    /// <param name="destination">Receives side × side × 3 values, R,G,B.</param>
    public void Make(PixelImage image, int seed, int epoch, int index, Span<byte> destination)
    {
        int side = options.ImageSize;
        Random random = RandomSource.Stream(seed, epoch, index);
        BicubicResize.Resize(image, _crop.Draw(random, image.Height, image.Width), destination, side, side);
        if (options.HorizontalFlip && random.NextDouble() < 0.5)
            HorizontalFlip.Mirror(destination, side);
        if (options.RandomAugmentation)
        {
            foreach (AugmentationDraw draw in AugmentationDraw.Draw(random))
                RandomAugmentation.Augment(destination, side, draw, CmaeChannelOrder.Rgb);
        }
        if (RandomErasing.Draw(random, side, side, options.ErasingProbability) is { } box)
            RandomErasing.Erase(destination, side, box, random, options.Preprocessing);
    }
}

/// <summary>What the images for supervised training look like.</summary>
/// <param name="ImageSize">Side of the square in pixels.</param>
/// <param name="Preprocessing">Mean and deviation of the noise in erased boxes.</param>
/// <param name="MinimumCropArea">Smallest share of the image's area that the crop covers.</param>
/// <param name="HorizontalFlip">Whether an image is mirrored with probability 0.5.</param>
/// <param name="RandomAugmentation">Whether random operations change the image.</param>
/// <param name="ErasingProbability">Probability that a box of an image is erased.</param>
internal sealed record ClassificationAugmentationOptions(
    int ImageSize,
    CmaeImagePreprocessing Preprocessing,
    double MinimumCropArea,
    bool HorizontalFlip,
    bool RandomAugmentation,
    double ErasingProbability);
