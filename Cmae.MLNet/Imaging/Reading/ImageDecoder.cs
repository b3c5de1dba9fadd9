using Microsoft.ML.Data;
using SkiaSharp;

namespace Cmae.MLNet.Imaging;

/// <summary>Makes R,G,B pixels of image files, encoded bytes and <see cref="MLImage"/>s.</summary>
/// <remarks>
/// <para>Color values are taken as they are stored, without regard to an embedded profile; transparent parts turn black, 16 bits are cut to 8, and
/// CMYK is multiplied out. This is what ML.NET's own image loading gives. EXIF orientation is honored in encoded bytes, and in files if
/// <see cref="TurnsFiles"/>; ML.NET's loading does not do so.</para>
/// <para>Immutable and thread-safe.</para>
/// </remarks>
internal sealed record ImageDecoder
{
    /// <summary>Turns files upright, as pre-training sees them.</summary>
    public static ImageDecoder Upright { get; } = new() { TurnsFiles = true };

    /// <summary>Takes files as they are stored: the pixels that scoring sees, and that ML.NET's own image loading gives in a saved model.</summary>
    public static ImageDecoder AsStored { get; } = new() { TurnsFiles = false };

    /// <summary>Whether the EXIF orientation of files is honored.</summary>
    public required bool TurnsFiles { get; init; }

    /// <summary>How large an image may be.</summary>
    public ImageLimits Limits { get; init; } = ImageLimits.Default;

    /// <summary>Reads and decodes a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="place">Where the path was found, for messages; null if it was given directly.</param>
    /// <param name="maxShortEdge">An image whose short edge is longer is scaled down to it while loading; null keeps every size.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is empty, truncated, too large, not a regular file, or not an image.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="InsufficientMemoryException">There is not enough memory for its pixels.</exception>
    public PixelImage DecodeFile(string path, string? place = null, int? maxShortEdge = null)
    {
        using SKData content = ImageFileContent.Read(path, place, Limits);
        using var image = ImageHeader.Read(content, ImageFileContent.Name(path, place), Limits);
        return Decode(image, TurnsFiles ? image.Origin : SKEncodedOrigin.TopLeft, maxShortEdge);
    }

    /// <summary>Decodes the content of an image file.</summary>
    /// <param name="encoded">The content.</param>
    /// <param name="name">What an error calls the image, at the start of a sentence.</param>
    /// <param name="maxShortEdge">An image whose short edge is longer is scaled down to it while loading; null keeps every size.</param>
    /// <exception cref="InvalidDataException">The content is empty, truncated, too large, or not an image.</exception>
    public unsafe PixelImage Decode(ReadOnlySpan<byte> encoded, string name, int? maxShortEdge = null)
    {
        fixed (byte* start = encoded)
        {
            using SKData content = encoded.IsEmpty ? SKData.CreateCopy(encoded) : SKData.Create((IntPtr)start, encoded.Length);
            using var image = ImageHeader.Read(content, name, Limits);
            return Decode(image, image.Origin, maxShortEdge);
        }
    }

    /// <summary>Decodes a file in full size, for ML.NET's resizing.</summary>
    /// <param name="path">The file.</param>
    /// <param name="place">Where the path was found, for messages; null if it was given directly.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The file is empty, truncated, too large, not a regular file, or not an image.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="InsufficientMemoryException">There is not enough memory for its pixels.</exception>
    public OpaqueImage OpenFile(string path, string? place)
    {
        using SKData content = ImageFileContent.Read(path, place, Limits);
        using var image = ImageHeader.Read(content, ImageFileContent.Name(path, place), Limits);
        return Open(image, TurnsFiles ? image.Origin : SKEncodedOrigin.TopLeft);
    }

    /// <summary>Decodes the content of an image file in full size, for ML.NET's resizing.</summary>
    /// <param name="encoded">The content.</param>
    /// <param name="name">What an error calls the image, at the start of a sentence.</param>
    /// <exception cref="InvalidDataException">The content is empty, truncated, too large, or not an image.</exception>
    public unsafe OpaqueImage Open(ReadOnlySpan<byte> encoded, string name)
    {
        fixed (byte* start = encoded)
        {
            using SKData content = encoded.IsEmpty ? SKData.CreateCopy(encoded) : SKData.Create((IntPtr)start, encoded.Length);
            using var image = ImageHeader.Read(content, name, Limits);
            return Open(image, image.Origin);
        }
    }

    /// <summary>
    /// What the header of a file says of pixels that somebody else has read from it as they are stored; nothing if it cannot be read or is not the file of
    /// an image.
    /// </summary>
    public ImageTraits TraitsAsStored(string path)
    {
        try
        {
            using SKData? content = ImageFileContent.Map(path, Limits);
            if (content is null)
                return ImageTraits.None;
            using var header = ImageHeader.Read(content, path, Limits);
            return header.Traits(byte.MaxValue, SKEncodedOrigin.TopLeft);
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            return ImageTraits.None;
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
        Exceeds(image, maxShortEdge)
            ? EvaluationTransform.ScaleShortEdge(image, maxShortEdge!.Value).With(image.Traits).ReducedFrom(image.OriginalSize)
            : image;

    /// <summary>Whether the short edge of an image is longer than allowed.</summary>
    public static bool Exceeds(PixelImage image, int? maxShortEdge) => Math.Min(image.Width, image.Height) > (maxShortEdge ?? int.MaxValue);

    private static PixelImage Decode(ImageHeader image, SKEncodedOrigin origin, int? maxShortEdge) =>
        WithinMemory(image, () => Reduce(DecodedRows.Read(image, origin, maxShortEdge), maxShortEdge));

    private static OpaqueImage Open(ImageHeader image, SKEncodedOrigin origin) => WithinMemory(
        image,
        () => ImageOrientation.IsUpright(origin)
            ? OpaqueImage.Read(image)
            : OpaqueImage.Of(DecodedRows.Read(image, origin, maxShortEdge: null)));

    private static T WithinMemory<T>(ImageHeader image, Func<T> decode)
    {
        try
        {
            return decode();
        }
        catch (OutOfMemoryException exception)
        {
            SKSizeI size = image.Codec.Info.Size;
            throw new InsufficientMemoryException(
                $"{image.Name} cannot be decoded: there is not enough memory for its {size.Width}x{size.Height} pixels. " +
                $"Scale it down, lower {ImageLimits.PixelsOption}, or raise the limit of this process.", exception);
        }
    }
}
