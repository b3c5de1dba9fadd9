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
    /// <exception cref="InvalidDataException">The file is empty, truncated, or not an image.</exception>
    public static PixelImage DecodeFile(string path, string? place = null, int? maxShortEdge = null) =>
        Decode(Content(path, place), FileName(path, place), maxShortEdge);

    /// <summary>
    /// The same without regard to the EXIF orientation: the pixels that scoring sees, and that ML.NET's own image loading gives in a saved model.
    /// </summary>
    public static PixelImage DecodeFileAsStored(string path, string? place = null, int? maxShortEdge = null)
    {
        string name = FileName(path, place);
        using SKCodec codec = Open(Content(path, place), name);
        return Reduce(DecodedRows.Read(codec, name, maxShortEdge), maxShortEdge);
    }

    /// <summary>Decodes the content of an image file.</summary>
    /// <param name="encoded">The content.</param>
    /// <param name="name">What an error calls the image, at the start of a sentence.</param>
    /// <param name="maxShortEdge">An image whose short edge is longer is scaled down to it while loading; null keeps every size.</param>
    /// <exception cref="InvalidDataException">The content is empty, truncated, or not an image.</exception>
    public static PixelImage Decode(ReadOnlySpan<byte> encoded, string name, int? maxShortEdge = null)
    {
        using SKCodec codec = Open(encoded, name);
        PixelImage image = ImageOrientation.Upright(DecodedRows.Read(codec, name, maxShortEdge), codec.EncodedOrigin);
        return Reduce(image, maxShortEdge);
    }

    private static byte[] Content(string path, string? place) => File.Exists(path)
        ? File.ReadAllBytes(path)
        : throw new FileNotFoundException(
            $"The image file '{path}' does not exist. Paths are relative to the working directory '{Environment.CurrentDirectory}'." +
            (place is null ? "" : $" This one is from {place}."), path);

    private static string FileName(string path, string? place) =>
        place is null ? $"The image file '{path}'" : $"The image file '{path}' ({place})";

    private static SKCodec Open(ReadOnlySpan<byte> encoded, string name)
    {
        if (encoded.Length == 0)
            throw new InvalidDataException($"{name} is empty (0 bytes).");
        using SKData data = SKData.CreateCopy(encoded); // the codec holds a reference of its own
        return SKCodec.Create(data)
            ?? throw new InvalidDataException($"{name} is not an image, or not in a format that can be read (JPEG, PNG, WebP, GIF, BMP).");
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
        Exceeds(image, maxShortEdge) ? EvaluationTransform.ScaleShortEdge(image, maxShortEdge!.Value) : image;

    /// <summary>Whether the short edge of an image is longer than allowed.</summary>
    public static bool Exceeds(PixelImage image, int? maxShortEdge) => Math.Min(image.Width, image.Height) > (maxShortEdge ?? int.MaxValue);
}
