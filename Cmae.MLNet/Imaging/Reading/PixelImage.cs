namespace Cmae.MLNet.Imaging;

/// <summary>An image as training sees it: 8-bit R,G,B, interleaved, row by row from the top left.</summary>
/// <remarks>Operations on it return a new image; a cached image is shared between threads and never written to.</remarks>
internal sealed class PixelImage
{
    public PixelImage(int width, int height, byte[] pixels)
    {
        if (width < 1 || height < 1 || pixels.Length != 3L * width * height)
            throw new ArgumentException($"An image of {width}x{height} needs {3L * width * height} bytes, not {pixels.Length}.");
        (Width, Height, Pixels, OriginalSize) = (width, height, pixels, (width, height));
    }

    public PixelImage(int width, int height)
        : this(width, height, new byte[3L * width * height])
    {
    }

    public int Width { get; }

    public int Height { get; }

    /// <summary>Height × Width × 3 values, R,G,B.</summary>
    public byte[] Pixels { get; }

    /// <summary>What is to be told of the file that the image was read from.</summary>
    public ImageTraits Traits { get; private init; }

    /// <summary>Width and height of the image before it was scaled down while loading; its own if it was not.</summary>
    public (int Width, int Height) OriginalSize { get; private init; }

    /// <summary>The same pixels with other traits.</summary>
    public PixelImage With(ImageTraits traits) =>
        traits == Traits ? this : new(Width, Height, Pixels) { Traits = traits, OriginalSize = OriginalSize };

    /// <summary>The same pixels, known to be those of a larger image.</summary>
    public PixelImage ReducedFrom((int Width, int Height) size) => new(Width, Height, Pixels) { Traits = Traits, OriginalSize = size };
}
