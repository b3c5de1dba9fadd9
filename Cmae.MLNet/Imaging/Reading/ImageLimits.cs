namespace Cmae.MLNet.Imaging;

/// <summary>
/// How large an image may be before it counts as one that cannot be read. A file of a few bytes can say that it has any number of pixels, and a
/// device has no end.
/// </summary>
/// <param name="FileBytes">Bytes of a file.</param>
/// <param name="Pixels">Pixels of an image.</param>
internal sealed record ImageLimits(long FileBytes = ImageLimits.DefaultFileBytes, long Pixels = ImageLimits.DefaultPixels)
{
    /// <summary>256 MB.</summary>
    public const long DefaultFileBytes = 256_000_000;

    /// <summary>120 million, more than any but the largest cameras take.</summary>
    public const long DefaultPixels = 120_000_000;

    /// <summary>The most that a limit can be raised to: a file is read into one block of memory, and so are four bytes a pixel.</summary>
    public const long MostFileBytes = 2_000_000_000, MostPixels = 500_000_000;

    /// <summary>Pixels of the short edge that are made of an image that is only to be checked: enough that few rows are averaged at a time.</summary>
    public const int CheckedShortEdge = 64;

    /// <summary>The options that raise the limits, as messages name them.</summary>
    public const string FileBytesOption = "MaxImageFileBytes", PixelsOption = "MaxImagePixels";

    /// <summary>The limits unless options say otherwise.</summary>
    public static ImageLimits Default { get; } = new();
}
