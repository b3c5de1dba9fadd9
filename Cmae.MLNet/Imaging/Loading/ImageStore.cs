using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using System.Security.Cryptography;
using Microsoft.ML;

namespace Cmae.MLNet.Imaging;

/// <summary>The images of a column, by number, for repeated reading in any order.</summary>
/// <remarks>
/// Thread-safe. Opening it reads the column once and decodes every image, in parallel, so that a bad image is found before training starts.
/// Decoded images are kept in memory up to the budget. The others are decoded again at every access if they are files or encoded bytes (the
/// bytes stay in memory); the pixels of MLImage columns, which cannot be read twice, go to a temporary file that is deleted with the store.
/// What <see cref="Get"/> returns does not depend on which images are in memory.
/// </remarks>
internal sealed class ImageStore : IImageSet, IDisposable
{
    private readonly ImageStoreOptions _options;
    private readonly ImageMemory _memory;
    private Entry[] _entries = [];

    private ImageStore(ImageStoreOptions options) => (_options, _memory) = (options, new ImageMemory(options));

    public int Count => _entries.Length;

    /// <summary>Bytes of decoded images in memory.</summary>
    public long CachedBytes => _options.CacheBytes - _memory.FreeBytes;

    /// <summary>The images that were skipped, in the order of their rows.</summary>
    public IReadOnlyList<BadImage> Skipped { get; private set; } = [];

    /// <summary>What a preflight says of very long images; null if there are none.</summary>
    public string? Outside { get; private set; }

    /// <summary>A hash of all pixels of all images in their order: the same for the same images in every process.</summary>
    public string Fingerprint
    {
        get
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            foreach (Entry entry in _entries)
                hash.AppendData(entry.Hash);
            return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 8));
        }
    }

    /// <summary>Reads and decodes a column of images.</summary>
    /// <param name="data">The data.</param>
    /// <param name="columnName">A column of MLImage, of paths, or of encoded bytes.</param>
    /// <param name="options">How images are loaded and kept.</param>
    /// <param name="observer">Reads another column of the same rows; null for none.</param>
    /// <exception cref="ArgumentException">There is no such column, or it is not an image column.</exception>
    /// <exception cref="InvalidDataException">An image is damaged or not an image, or no image is left.</exception>
    /// <exception cref="FileNotFoundException">An image file does not exist.</exception>
    /// <exception cref="OperationCanceledException">Loading was canceled.</exception>
    public static ImageStore Open(IDataView data, string columnName, ImageStoreOptions options, IRowObserver? observer = null)
    {
        var column = ImageColumn.Of(data.Schema, columnName);
        var store = new ImageStore(options);
        try
        {
            store.Load(data, column, observer);
            return store;
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }

    public PixelImage Get(int index) => _memory.Get(_entries[index].Image);

    /// <summary>The row of the data view that an image came from.</summary>
    public long RowOf(int index) => _entries[index].Row;

    /// <summary>What messages call an image.</summary>
    public string NameOf(int index) => _entries[index].Image.Source.Name;

    /// <summary>Width and height of an image before anything was done to it.</summary>
    public (int Width, int Height) SizeOf(int index) => _entries[index].Size;

    /// <summary>Width and height of an image as <see cref="Get"/> gives it.</summary>
    public (int Width, int Height) KeptSizeOf(int index) => _entries[index].KeptSize;

    /// <summary>
    /// Makes <see cref="ImageStoreOptions.HeldOut"/> of some images in full size, in the memory that this store has left. Can be called once.
    /// The result is valid as long as this store is, and has to be disposed as well.
    /// </summary>
    /// <param name="indices">Numbers of the images here; the result counts them from 0.</param>
    /// <exception cref="OperationCanceledException">The options' token or function canceled it.</exception>
    public ImageStore HoldOut(IReadOnlyList<int> indices)
    {
        var heldOut = new ImageStore(
            _options with { MaxShortEdge = null, Transform = _options.HeldOut, HeldOut = null, CacheBytes = _memory.FreeBytes });
        var entries = new Entry[indices.Count];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = _options.Workers };
        try
        {
            Parallel.For(0, indices.Count, parallel, i =>
            {
                _options.Cancellation.ThrowIfRequested("The loading of the held-out images was canceled.");
                Entry entry = _entries[indices[i]];
                PixelImage pixels = heldOut._memory.Get(entry.ForHoldingOut!.Value);
                KeptImage kept = heldOut._memory.Keep(entry.ForHoldingOut.Value, pixels);
                entries[i] = new(entry.Row, kept, null, Hash(pixels), entry.Size, (pixels.Width, pixels.Height));
            });
        }
        catch (Exception exception)
        {
            heldOut.Dispose();
            ExceptionDispatchInfo.Throw(exception is AggregateException all ? all.InnerExceptions[0] : exception);
        }
        heldOut._entries = entries;
        _entries = Array.ConvertAll(_entries, entry => entry with { ForHoldingOut = null });
        return heldOut;
    }

    public void Dispose() => _memory.Dispose();

    private void Load(IDataView data, ImageColumn column, IRowObserver? observer)
    {
        var loaded = new ConcurrentBag<Entry>();
        var failed = new ConcurrentBag<(BadImage Image, Exception Error)>();
        var findings = new ImageFindings(column.Kind, _options.IsCroppedInScoring);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = _options.Workers };
        try
        {
            var rows = Partitioner.Create(Rows(data, column, observer), EnumerablePartitionerOptions.NoBuffering);
            Parallel.ForEach(rows, parallel, (row, state) =>
            {
                if (_options.Cancellation.IsRequested)
                {
                    state.Stop();
                    return;
                }
                if (TryDecode(row.Row, row.Source, findings, out PixelImage? pixels, out (int, int) size) is not { } error)
                {
                    KeptImage image = _memory.Keep(new(row.Source, IsReady: false), pixels!);
                    KeptImage? heldOut = _options.HeldOut is null ? null : _memory.ForHoldingOut(row.Source, image, _options.HeldOut);
                    loaded.Add(new(row.Row, image, heldOut, Hash(pixels!), size, (pixels!.Width, pixels.Height)));
                    return;
                }
                failed.Add((new(row.Row, row.Source.Name, error.Message), error));
                if (_options.OnBadImage == CmaeBadImageHandling.Throw)
                    state.Break();
            });
        }
        catch (AggregateException exception)
        {
            ExceptionDispatchInfo.Throw(exception.InnerExceptions[0]);
        }
        _options.Cancellation.ThrowIfRequested($"Loading the images was canceled after {loaded.Count} of them.");

        (BadImage Image, Exception Error)[] bad = [.. failed.OrderBy(failure => failure.Image.Row)];
        if (bad.Length > 0 && _options.OnBadImage == CmaeBadImageHandling.Throw)
            ExceptionDispatchInfo.Throw(bad[0].Error);
        _entries = [.. loaded.OrderBy(entry => entry.Row)];
        Skipped = [.. bad.Select(failure => failure.Image)];
        if (Skipped.Count > 0)
            _options.Warn?.Invoke(SkippedImages.Describe(Skipped, Count + Skipped.Count));
        if (Count == 0)
            throw new InvalidDataException(SkippedImages.NothingLeft(column.Column.Name, Skipped));
        Outside = findings.Outside(Count);
        foreach (string warning in findings.Warnings(Count))
            _options.Warn?.Invoke(warning);
    }

    private IEnumerable<(long Row, ImageSource Source)> Rows(IDataView data, ImageColumn column, IRowObserver? observer)
    {
        using DataViewRowCursor cursor = data.GetRowCursor(observer is null ? [column.Column] : [column.Column, observer.Column]);
        Func<ImageSource> read = column.Reader(cursor, _options.Decoder);
        Action? observe = observer?.Observe(cursor);
        while (cursor.MoveNext())
        {
            observe?.Invoke();
            yield return (cursor.Position, read().Keep());
        }
    }

    private Exception? TryDecode(
        long row, ImageSource source, ImageFindings findings, out PixelImage? pixels, out (int Width, int Height) size)
    {
        try
        {
            ImageTraits ofFile = source.RequireComplete();
            PixelImage loaded = source.Load(_options.MaxShortEdge);
            pixels = _memory.Prepare(loaded);
            size = loaded.OriginalSize;
            findings.Add(row, source.Name, loaded.With(loaded.Traits | ofFile));
            return null;
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            (pixels, size) = (null, default);
            return exception;
        }
    }

    private static byte[] Hash(PixelImage pixels) => [.. BitConverter.GetBytes(pixels.Width), .. SHA256.HashData(pixels.Pixels)];

    private sealed record Entry(
        long Row, KeptImage Image, KeptImage? ForHoldingOut, byte[] Hash, (int Width, int Height) Size, (int Width, int Height) KeptSize);
}
