using System.Globalization;
using SkiaSharp;

namespace Cmae.MLNet.Imaging;

/// <summary>An encoded image of which the header has been read: what it says of itself, and the decoder of its pixels.</summary>
/// <remarks>One thread at a time; dispose. The content must live as long.</remarks>
internal sealed class ImageHeader : IDisposable
{
    private const int PngBitDepthOffset = 24;

    // A sixteenth of the range of 8 bits: 12-bit values in 16 bits, cut to 8.
    private const byte Faintest = 15;

    private ImageHeader(SKCodec codec, ReadOnlySpan<byte> content, string name)
    {
        (Codec, Name) = (codec, name);
        Origin = codec.EncodedOrigin is var origin and not (SKEncodedOrigin.TopLeft or SKEncodedOrigin.Default)
            ? origin
            : ExifOrientation.Find(content);
        HasSixteenBits = codec.EncodedFormat == SKEncodedImageFormat.Png && content.Length > PngBitDepthOffset
            && content[PngBitDepthOffset] == 16;
    }

    /// <summary>Decodes the pixels.</summary>
    public SKCodec Codec { get; }

    /// <summary>What an error calls the image, at the start of a sentence.</summary>
    public string Name { get; }

    /// <summary>How the stored pixels have to be turned to be upright.</summary>
    public SKEncodedOrigin Origin { get; }

    /// <summary>Whether a value has 16 bits.</summary>
    public bool HasSixteenBits { get; }

    /// <summary>Reads the header of an image's content.</summary>
    /// <param name="content">The content; it stays the caller's.</param>
    /// <param name="name">What an error calls the image, at the start of a sentence.</param>
    /// <param name="limits">How large it may be.</param>
    /// <exception cref="InvalidDataException">It is empty, not an image, or has more than <see cref="ImageLimits.Pixels"/>.</exception>
    public static ImageHeader Read(SKData content, string name, ImageLimits limits)
    {
        if (content.Size == 0)
            throw new InvalidDataException($"{name} is empty (0 bytes).");
        SKCodec codec = SKCodec.Create(content)
            ?? throw new InvalidDataException($"{name} is not an image, or not in a format that can be read (JPEG, PNG, WebP, GIF, BMP).");
        if ((long)codec.Info.Width * codec.Info.Height <= limits.Pixels)
            return new ImageHeader(codec, content.AsSpan(), name);
        using (codec)
        {
            throw new InvalidDataException(string.Create(
                CultureInfo.InvariantCulture,
                $"{name} has {codec.Info.Width}x{codec.Info.Height} pixels; an image may have at most " +
                $"{limits.Pixels / 1e6:0.######} million ({ImageLimits.PixelsOption}). " +
                $"Scale it down, or raise the limit."));
        }
    }

    /// <summary>Decodes all pixels at once.</summary>
    /// <param name="info">Size and format of the pixels.</param>
    /// <param name="pixels">Receives them.</param>
    /// <exception cref="InvalidDataException">The content is truncated or damaged.</exception>
    public void Decode(SKImageInfo info, IntPtr pixels)
    {
        SKCodecResult result = Codec.GetPixels(info, pixels);
        if (result == SKCodecResult.IncompleteInput)
            throw new InvalidDataException($"{Name} is truncated: the end of its data is missing. Copy or download it again.");
        if (result != SKCodecResult.Success)
            throw new InvalidDataException($"{Name} is damaged and cannot be decoded ({result}). Copy or download it again.");
    }

    /// <summary>What is to be told of the file.</summary>
    /// <param name="brightest">The largest of its values, cut to 8 bits; not needed unless <see cref="HasSixteenBits"/>.</param>
    /// <param name="applied">How the pixels were turned.</param>
    public ImageTraits Traits(byte brightest, SKEncodedOrigin applied)
    {
        ImageTraits traits = HasSixteenBits && brightest is > 0 and <= Faintest ? ImageTraits.Faint : ImageTraits.None;
        if (!ImageOrientation.IsUpright(Origin))
            traits |= ImageOrientation.IsUpright(applied) ? ImageTraits.NotUpright : ImageTraits.Turned;
        return traits;
    }

    public void Dispose() => Codec.Dispose();
}
