using System.Buffers;

namespace Cmae.MLNet.Imaging;

/// <summary>
/// Makes images and masks for training a segmentation: a part of both at a random scale, mirrored or turned, then the colors of the image
/// changed.
/// </summary>
/// <remarks>Immutable and thread-safe. The same seed, epoch and image number give the same pixels, on any thread and in any order.</remarks>
internal sealed class SegmentationViews(SegmentationViewsOptions options)
{
    private const double SmallestRatio = 0.5, LargestRatio = 2;
    private const int CropAttempts = 10;
    private const double LargestShare = 0.75;

    public SegmentationViewsOptions Options => options;

    /// <summary>Makes the view of one epoch.</summary>
    /// <param name="image">The image; it is only read.</param>
    /// <param name="mask">Its mask, of its size; it is only read.</param>
    /// <param name="random">The stream of this image and epoch.</param>
    /// <param name="pixels">Receives side × side × 3 values, R,G,B; padding is black.</param>
    /// <param name="classes">Receives side × side classes; padding is ignored.</param>
    public void Make(PixelImage image, ClassMask mask, Random random, Span<byte> pixels, Span<byte> classes)
    {
        int side = options.ImageSize;
        double ratio = SmallestRatio + ((LargestRatio - SmallestRatio) * random.NextDouble());
        ScaledCrop crop = DrawCrop(random, mask, ratio, classes);
        bool flip = options.HorizontalFlip && random.NextDouble() < 0.5;
        SquareSymmetry symmetry = options.Rotations ? SquareSymmetry.Draw(random) : new(false, flip, false);
        ColorJitter? jitter = options.ColorJitter && random.NextDouble() < 0.5 ? MildJitter(random) : null;

        pixels[..(3 * side * side)].Clear();
        Paint(image, crop, jitter, pixels);
        if (symmetry == default)
            return;
        Turn(symmetry, pixels[..(3 * side * side)], 3);
        Turn(symmetry, classes[..(side * side)], 1);
    }

    // A part in which one class covers nearly all teaches little: up to ten parts are tried.
    private ScaledCrop DrawCrop(Random random, ClassMask mask, double ratio, Span<byte> classes)
    {
        ScaledCrop crop = default;
        for (int attempt = 0; attempt < CropAttempts; attempt++)
        {
            crop = ScaledCrop.Draw(random, mask.Height, mask.Width, options.ImageSize, ratio);
            MaskCrop.Take(mask, crop, classes, options.ImageSize);
            if (ShareOfLargest(classes[..(options.ImageSize * options.ImageSize)]) <= LargestShare)
                break;
        }
        return crop;
    }

    private static double ShareOfLargest(ReadOnlySpan<byte> classes)
    {
        Span<int> counts = stackalloc int[ClassMask.Ignored + 1];
        counts.Clear();
        foreach (byte label in classes)
            counts[label]++;
        int labeled = classes.Length - counts[ClassMask.Ignored], largest = 0;
        foreach (int count in counts[..ClassMask.Ignored])
            largest = Math.Max(largest, count);
        return labeled == 0 ? 1 : (double)largest / labeled;
    }

    // Colors are changed before the image is placed: padding stays black, as in scoring.
    private void Paint(PixelImage image, ScaledCrop crop, ColorJitter? jitter, Span<byte> pixels)
    {
        CropBox target = crop.Target;
        int length = 3 * target.Width * target.Height;
        byte[] buffer = ArrayPool<byte>.Shared.Rent(length);
        Span<byte> part = buffer.AsSpan(0, length);
        BicubicResize.Resize(image, crop.Source, part, target.Width, target.Height);
        jitter?.AdjustColors(part, CmaeChannelOrder.Rgb);
        for (int y = 0; y < target.Height; y++)
        {
            part.Slice(3 * y * target.Width, 3 * target.Width)
                .CopyTo(pixels[(3 * (((target.Top + y) * options.ImageSize) + target.Left))..]);
        }
        ArrayPool<byte>.Shared.Return(buffer);
    }

    private void Turn(SquareSymmetry symmetry, Span<byte> square, int bytes)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(square.Length);
        square.CopyTo(buffer);
        symmetry.Apply(buffer, square, options.ImageSize, bytes);
        ArrayPool<byte>.Shared.Return(buffer);
    }

    private static ColorJitter MildJitter(Random random) =>
        ColorJitter.Draw(random, brightness: 0.125, contrast: 0.5, saturation: 0.5, hue: 0.05);
}

/// <summary>What the views for training a segmentation look like.</summary>
/// <param name="ImageSize">Side of the square in pixels.</param>
/// <param name="HorizontalFlip">Whether a view is mirrored with probability 0.5.</param>
/// <param name="Rotations">Whether a view is turned and mirrored in one of the eight ways of a square.</param>
/// <param name="ColorJitter">Whether colors are changed with probability 0.5.</param>
internal sealed record SegmentationViewsOptions(int ImageSize, bool HorizontalFlip, bool Rotations, bool ColorJitter);
