namespace Cmae.MLNet.Imaging;

/// <summary>A rectangle of an image in pixels.</summary>
/// <param name="Top">First row.</param>
/// <param name="Left">First column.</param>
/// <param name="Height">Number of rows.</param>
/// <param name="Width">Number of columns.</param>
internal readonly record struct CropBox(int Top, int Left, int Height, int Width)
{
    /// <summary>The rectangle that covers a whole image.</summary>
    public static CropBox Whole(PixelImage image) => new(0, 0, image.Height, image.Width);

    /// <summary>Checks that the rectangle is not empty and lies within an image.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It does not.</exception>
    public void RequireWithin(PixelImage image)
    {
        if (Top < 0 || Left < 0 || Height < 1 || Width < 1 || Top + Height > image.Height || Left + Width > image.Width)
        {
            throw new ArgumentOutOfRangeException(
                nameof(image), $"The crop {this} is not within the image of {image.Width}x{image.Height} pixels.");
        }
    }
}
