namespace Cmae.MLNet.Imaging;

/// <summary>Every random decision about one pair of views.</summary>
/// <param name="Online">The master of the online view.</param>
/// <param name="ShiftRows">First row of the target view in the master.</param>
/// <param name="ShiftColumns">First column of the target view in the master.</param>
/// <param name="Color">The target view's color changes.</param>
/// <param name="Target">The master of the target view; null if it shares the online view's.</param>
internal sealed record ViewDraw(MasterDraw Online, int ShiftRows, int ShiftColumns, ColorDraw Color, MasterDraw? Target = null)
{
    /// <summary>The online view's color changes.</summary>
    public ColorDraw OnlineColor { get; init; } = ColorDraw.None;

    /// <summary>Draws for an image of the given size.</summary>
    public static ViewDraw Draw(Random random, int height, int width, ContrastiveViewsOptions options)
    {
        MasterDraw master = MasterDraw.Draw(random, height, width, options);
        (int rows, int columns) = PixelShift.Draw(random, options.PixelShift);
        ColorDraw color = options.ColorAugmentation ? ColorDraw.Draw(random, options.ImageSize) : ColorDraw.None;
        MasterDraw? target = options.PositivePair == CmaePositivePair.RandomCrops
            ? MasterDraw.Draw(random, height, width, options)
            : null;
        // Last, so that all other decisions are the same with and without it. Never blurred: it is what is reconstructed.
        ColorDraw onlineColor = options.OnlineColorAugmentation
            ? ColorDraw.Draw(random, options.ImageSize) with { BlurRadius = null }
            : ColorDraw.None;
        return new(master, rows, columns, color, target) { OnlineColor = onlineColor };
    }
}

/// <summary>The random decisions about the image that views are cut from.</summary>
/// <param name="Crop">The part of the image that is scaled to it.</param>
/// <param name="Flip">Whether it is mirrored.</param>
internal sealed record MasterDraw(CropBox Crop, bool Flip)
{
    public static MasterDraw Draw(Random random, int height, int width, ContrastiveViewsOptions options) => new(
        new RandomResizedCrop(options.MinimumCropArea, options.MaximumCropArea).Draw(random, height, width), random.NextDouble() < 0.5);
}

/// <summary>The random color changes of a view.</summary>
/// <param name="Jitter">Brightness, contrast, saturation and hue; null for none.</param>
/// <param name="Gray">Whether the view is converted to gray.</param>
/// <param name="BlurRadius">Radius of the Gaussian blur in pixels; null for none.</param>
internal sealed record ColorDraw(ColorJitter? Jitter, bool Gray, double? BlurRadius)
{
    private const double OfficialImageSize = 224;

    public static ColorDraw None { get; } = new(null, false, null);

    /// <summary>Draws with the official probabilities: jitter 0.8, gray 0.2, blur 0.5 with a radius in 0.1..2 at 224 pixels.</summary>
    /// <param name="random">Source of the decisions.</param>
    /// <param name="imageSize">
    /// Side of the view in pixels. The blur radius scales with it, as the shift does: 2 pixels would wipe out the shapes in a view of 32 pixels.
    /// </param>
    public static ColorDraw Draw(Random random, int imageSize) => new(
        random.NextDouble() < 0.8 ? ColorJitter.Draw(random) : null,
        random.NextDouble() < 0.2,
        random.NextDouble() < 0.5 ? (0.1 + 1.9 * random.NextDouble()) * (imageSize / OfficialImageSize) : null);
}
