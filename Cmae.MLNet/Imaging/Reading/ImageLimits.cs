namespace Cmae.MLNet.Imaging;

/// <summary>
/// How large an image may be before it counts as one that cannot be read. A file of a few bytes can say that it has any number of pixels, and a
/// device has no end.
/// </summary>
internal static class ImageLimits
{
    /// <summary>Bytes of a file: 256 MB.</summary>
    public const long FileBytes = 256_000_000;

    /// <summary>Pixels of an image: 120 million, more than any but the largest cameras take.</summary>
    public const long Pixels = 120_000_000;
}
