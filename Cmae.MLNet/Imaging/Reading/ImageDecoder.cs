using Microsoft.ML.Data;
using SkiaSharp;

namespace Cmae.MLNet.Imaging;

/// <summary>Reads and decodes an image file.</summary>
/// <param name="path">The file.</param>
/// <param name="place">Where the path was found, for messages; null if it was given directly.</param>
/// <param name="maxShortEdge">An image whose short edge is longer is scaled down to it while loading; null keeps every size.</param>
internal delegate PixelImage FileDecoder(string path, string? place, int? maxShortEdge);

/// <summary>Makes R,G,B pixels of image files, encoded bytes and <see cref="MLImage"/>s.</summary>
/// <remarks>
/// Color values are taken as they are stored, without regard to an embedded profile; transparent parts turn black, 16 bits are cut to 8, and
/// CMYK is multiplied out. This is what ML.NET's own image loading gives. EXIF orientation is honored, which ML.NET's loading does not do.
/// </remarks>
internal static class ImageDecoder
{
    /// <summary>Reads and decodes a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="place">Where the path was found, for messages; null if it was given directly.</param>
    /// <param name="maxShortEdge">An image whose short edge is longer is scaled down to it while loading; null keeps every size.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is empty, truncated, too large, not a regular file, or not an image.</exception>
    public static PixelImage DecodeFile(string path, string? place = null, int? maxShortEdge = null)
    {
        using SKData content = ImageFileContent.Read(path, place);
        using var image = ImageHeader.Read(content, ImageFileContent.Name(path, place));
        return Reduce(DecodedRows.Read(image, image.Origin, maxShortEdge), maxShortEdge);
    }

    /// <summary>
    /// The same without regard to the EXIF orientation: the pixels that scoring sees, and that ML.NET's own image loading gives in a saved model.
    /// </summary>
    public static PixelImage DecodeFileAsStored(string path, string? place = null, int? maxShortEdge = null)
    {
        using SKData content = ImageFileContent.Read(path, place);
        using var image = ImageHeader.Read(content, ImageFileContent.Name(path, place));
        return Reduce(DecodedRows.Read(image, SKEncodedOrigin.TopLeft, maxShortEdge), maxShortEdge);
    }

    /// <summary>Decodes the content of an image file.</summary>
    /// <param name="encoded">The content.</param>
    /// <param name="name">What an error calls the image, at the start of a sentence.</param>
    /// <param name="maxShortEdge">An image whose short edge is longer is scaled down to it while loading; null keeps every size.</param>
    /// <exception cref="InvalidDataException">The content is empty, truncated, or not an image.</exception>
    public static unsafe PixelImage Decode(ReadOnlySpan<byte> encoded, string name, int? maxShortEdge = null)
    {
        fixed (byte* start = encoded)
        {
            using SKData content = encoded.IsEmpty ? SKData.CreateCopy(encoded) : SKData.Create((IntPtr)start, encoded.Length);
            using var image = ImageHeader.Read(content, name);
            return Reduce(DecodedRows.Read(image, image.Origin, maxShortEdge), maxShortEdge);
        }
    }

    /// <summary>
    /// Copies the pixels of an image; its alpha channel is dropped, as pixels are multiplied by it already. The image stays the caller's.
    /// </summary>
    public static PixelImage Capture(MLImage image)
    {
        var captured = new PixelImage(image.Width, image.Height);
        (int red, int blue) = image.PixelFormat == MLPixelFormat.Rgba32 ? (0, 2) : (2, 0);
        ReadOnlySpan<byte> pixels = image.Pixels;
        Span<byte> values = captured.Pixels;
        for (int from = 0, to = 0; to < values.Length; from += 4, to += 3)
            (values[to], values[to + 1], values[to + 2]) = (pixels[from + red], pixels[from + 1], pixels[from + blue]);
        return captured;
    }

    /// <summary>Scales an image down if its short edge is longer than allowed.</summary>
    public static PixelImage Reduce(PixelImage image, int? maxShortEdge) =>
        Exceeds(image, maxShortEdge) ? EvaluationTransform.ScaleShortEdge(image, maxShortEdge!.Value).With(image.Traits) : image;

    /// <summary>Whether the short edge of an image is longer than allowed.</summary>
    public static bool Exceeds(PixelImage image, int? maxShortEdge) => Math.Min(image.Width, image.Height) > (maxShortEdge ?? int.MaxValue);
}
