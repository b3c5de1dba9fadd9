namespace Cmae.MLNet.Imaging;

/// <summary>Every random decision about one pair of views.</summary>
/// <param name="Crop">The part of the image that becomes the master.</param>
/// <param name="Flip">Whether the master is mirrored.</param>
/// <param name="ShiftRows">First row of the target view in the master.</param>
/// <param name="ShiftColumns">First column of the target view in the master.</param>
/// <param name="Color">The target view's colour changes.</param>
internal sealed record ViewDraw(CropBox Crop, bool Flip, int ShiftRows, int ShiftColumns, ColorDraw Color)
{
    /// <summary>Draws for an image of the given size.</summary>
    public static ViewDraw Draw(Random random, int height, int width, ContrastiveViewsOptions options)
    {
        CropBox crop = new RandomResizedCrop(options.MinimumCropArea).Draw(random, height, width);
        bool flip = random.NextDouble() < 0.5;
        (int rows, int columns) = PixelShift.Draw(random, options.PixelShift);
        return new(crop, flip, rows, columns, options.ColorAugmentation ? ColorDraw.Draw(random) : ColorDraw.None);
    }
}

/// <summary>The random colour changes of a target view.</summary>
/// <param name="Jitter">Brightness, contrast, saturation and hue; null for none.</param>
/// <param name="Gray">Whether colours are dropped.</param>
/// <param name="BlurRadius">Radius of the Gaussian blur in pixels; null for none.</param>
internal sealed record ColorDraw(ColorJitter? Jitter, bool Gray, double? BlurRadius)
{
    public static ColorDraw None { get; } = new(null, false, null);

    /// <summary>Draws with the official probabilities: jitter 0.8, gray 0.2, blur 0.5 with a radius in 0.1..2.</summary>
    public static ColorDraw Draw(Random random) => new(
        random.NextDouble() < 0.8 ? ColorJitter.Draw(random) : null,
        random.NextDouble() < 0.2,
        random.NextDouble() < 0.5 ? 0.1 + 1.9 * random.NextDouble() : null);
}
