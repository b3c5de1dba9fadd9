using Cmae.MLNet.Runtime;

namespace Cmae.MLNet.Imaging;

/// <summary>How the images of a column are loaded and kept.</summary>
internal sealed record ImageStoreOptions
{
    /// <summary>Images with a longer short edge are scaled down to this, in pixels, while loading. The default value is null: no image is scaled.</summary>
    public int? MaxShortEdge { get; init; }

    /// <summary>Made of every image, after it was scaled down if it had to be. The default value is null: nothing.</summary>
    public IImageTransform? Transform { get; init; }

    /// <summary>
    /// Made of those images in full size that <see cref="ImageStore.HoldOut"/> takes. The default value is null: none will be taken, and what is
    /// needed for that is not kept.
    /// </summary>
    public IImageTransform? HeldOut { get; init; }

    /// <summary>
    /// Whether scoring sees only the square in an image's center, so that a long image deserves a warning. The default value is true.
    /// </summary>
    public bool IsCroppedInScoring { get; init; } = true;

    /// <summary>Decodes files and encoded bytes. The default value is <see cref="ImageDecoder.Upright"/>.</summary>
    public ImageDecoder Decoder { get; init; } = ImageDecoder.Upright;

    /// <summary>Memory in bytes for decoded images. The default value is 2 GiB.</summary>
    public long CacheBytes { get; init; } = 2L << 30;

    /// <summary>What to do with an image that cannot be read. The default value is <see cref="CmaeBadImageHandling.Throw"/>.</summary>
    public CmaeBadImageHandling OnBadImage { get; init; } = CmaeBadImageHandling.Throw;

    /// <summary>Threads that decode. The default value is the number of processors, because training has not started yet.</summary>
    public int Workers { get; init; } = Environment.ProcessorCount;

    /// <summary>Receives the warning about skipped images. The default value is null.</summary>
    public Action<string>? Warn { get; init; }

    /// <summary>Asked before every image, on any thread. The default value never cancels the loading.</summary>
    public Cancellation Cancellation { get; init; } = Cancellation.None;
}

/// <summary>An image that was skipped.</summary>
/// <param name="Row">Its row in the data view, from 0.</param>
/// <param name="Name">Its path, or its row and column.</param>
/// <param name="Reason">What is wrong with it.</param>
internal sealed record BadImage(long Row, string Name, string Reason);
