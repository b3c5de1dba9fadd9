namespace Cmae.MLNet.Imaging;

/// <summary>Performs the operations of random augmentation.</summary>
internal static class RandomAugmentation
{
    /// <summary>ImageNet's mean color, rounded, in the order of the pixels' channels; it fills the parts that rotated and moved images leave empty.</summary>
    private static ReadOnlySpan<byte> Fill => [124, 116, 104];

    /// <summary>Changes an image in place.</summary>
    /// <param name="pixels">height × width × 3 values.</param>
    /// <param name="width">Pixels of a row.</param>
    /// <param name="draw">The operation.</param>
    /// <param name="channels">Which byte of a pixel is red (see <see cref="Luma.Positions"/>).</param>
    public static void Augment(Span<byte> pixels, int width, AugmentationDraw draw, CmaeChannelOrder channels)
    {
        double magnitude = draw.Magnitude;
        int height = pixels.Length / (3 * width);
        switch (draw.Operation)
        {
            case AugmentationOperation.AutoContrast:
                HistogramOperations.AutoContrast(pixels);
                break;
            case AugmentationOperation.Equalize:
                HistogramOperations.Equalize(pixels);
                break;
            case AugmentationOperation.Invert:
                ColorOperations.Map(pixels, value => (byte)(255 - value));
                break;
            case AugmentationOperation.Posterize:
                int dropped = 8 - (int)Math.Ceiling(magnitude);
                ColorOperations.Map(pixels, value => (byte)(value >> dropped << dropped));
                break;
            case AugmentationOperation.Solarize:
                ColorOperations.Map(pixels, value => (byte)(value < magnitude ? value : 255 - value));
                break;
            case AugmentationOperation.SolarizeAdd:
                ColorOperations.Map(pixels, value => (byte)(value < 128 ? (int)Math.Min(value + magnitude, 255) : value));
                break;
            case AugmentationOperation.ColorTransform:
                BlendOperations.AdjustColor(pixels, 1 + magnitude, channels);
                break;
            case AugmentationOperation.Contrast:
                BlendOperations.AdjustContrast(pixels, 1 + magnitude, channels);
                break;
            case AugmentationOperation.Brightness:
                BlendOperations.AdjustBrightness(pixels, 1 + magnitude);
                break;
            case AugmentationOperation.Sharpness:
                BlendOperations.AdjustSharpness(pixels, width, 1 + magnitude);
                break;
            default:
                AffineWarp.Warp(pixels, width, MapOf(draw.Operation, magnitude, width, height), Fill);
                break;
        }
    }

    /// <summary>The map of a rotation, shear or shift; those of shears and shifts are in single precision, as in the official code.</summary>
    private static AffineMap MapOf(AugmentationOperation operation, double magnitude, int width, int height) => operation switch
    {
        AugmentationOperation.Rotate => AffineMap.Rotation(magnitude, (width - 1) * 0.5, (height - 1) * 0.5),
        AugmentationOperation.ShearHorizontal => new(1, (float)magnitude, 0, 0, 1, 0),
        AugmentationOperation.ShearVertical => new(1, 0, 0, (float)magnitude, 1, 0),
        AugmentationOperation.TranslateHorizontal => new(1, 0, (float)(magnitude * width), 0, 1, 0),
        _ => new(1, 0, 0, 0, 1, (float)(magnitude * height)),
    };
}
