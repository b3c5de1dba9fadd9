namespace Cmae.MLNet.Imaging;

/// <summary>An image as it is kept: its pixels, or the source that they are made of at every access.</summary>
/// <param name="Source">Where the image comes from.</param>
/// <param name="IsReady">Whether it is scaled and transformed already.</param>
internal readonly record struct KeptImage(ImageSource Source, bool IsReady);

/// <summary>Keeps the images of a store: decoded in memory as far as they fit, else in a temporary file or as their sources.</summary>
/// <param name="options">Size of the memory, and what is made of the images.</param>
/// <remarks>Thread-safe.</remarks>
internal sealed class ImageMemory(ImageStoreOptions options) : IDisposable
{
    private readonly Lazy<PixelFile> _overflow = new(() => new PixelFile());
    private long _freeBytes = options.CacheBytes;

    /// <summary>Bytes that are left for further images.</summary>
    public long FreeBytes => Interlocked.Read(ref _freeBytes);

    /// <summary>The pixels of an image, scaled and transformed as the options say.</summary>
    public PixelImage Get(KeptImage image) =>
        image.IsReady ? image.Source.Load(null) : Prepare(image.Source.Load(options.MaxShortEdge));

    /// <summary>Transforms an image that was loaded, as the options say.</summary>
    public PixelImage Prepare(PixelImage loaded) => options.Transform is null ? loaded : options.Transform.Apply(loaded);

    /// <summary>Keeps the pixels of an image if there is room.</summary>
    /// <param name="image">The image.</param>
    /// <param name="pixels">What <see cref="Get"/> gave.</param>
    public KeptImage Keep(KeptImage image, PixelImage pixels)
    {
        string name = image.Source.Name;
        if (Interlocked.Add(ref _freeBytes, -pixels.Pixels.LongLength) >= 0)
            return new(new CapturedImage(pixels, name), IsReady: true);
        Interlocked.Add(ref _freeBytes, pixels.Pixels.LongLength);
        return image.Source is CapturedImage ? new(_overflow.Value.Add(pixels, name), IsReady: true) : image;
    }

    /// <summary>The same image in full size, in case it is held out. If it cannot be read again, it is transformed at once.</summary>
    /// <param name="source">The image in full size.</param>
    /// <param name="kept">The image as it is kept.</param>
    /// <param name="heldOut">What is made of held-out images.</param>
    public KeptImage ForHoldingOut(ImageSource source, KeptImage kept, IImageTransform heldOut)
    {
        if (source is not CapturedImage)
            return new(source, IsReady: false);
        PixelImage whole = source.Load(null);
        return ImageDecoder.Exceeds(whole, options.MaxShortEdge)
            ? new(_overflow.Value.Add(heldOut.Apply(whole), source.Name), IsReady: true)
            : new(kept.Source, IsReady: false);
    }

    public void Dispose()
    {
        if (_overflow.IsValueCreated)
            _overflow.Value.Dispose();
    }
}
