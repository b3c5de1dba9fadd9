using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using System.Security.Cryptography;
using Microsoft.ML;

namespace Cmae.MLNet.Imaging;

/// <summary>The images of a column, by number, for repeated reading in any order.</summary>
/// <remarks>
/// Thread-safe. Opening it reads the column once and decodes every image, in parallel, so that a bad image is found before training starts.
/// Decoded images stay in memory as long as they fit the budget. Of the others, files and encoded bytes are decoded again at every access
/// (the bytes stay in memory); pixels of MLImage columns, which cannot be read twice, go to a temporary file that ends with the store.
/// Which images are in memory makes no difference to what <see cref="Get"/> returns.
/// </remarks>
internal sealed class ImageStore : IImageSet, IDisposable
{
    private readonly ImageStoreOptions _options;
    private readonly Lazy<PixelFile> _overflow = new(() => new PixelFile());
    private long _freeBytes;
    private Entry[] _entries = [];

    private ImageStore(ImageStoreOptions options) => (_options, _freeBytes) = (options, options.CacheBytes);

    public int Count => _entries.Length;

    /// <summary>Bytes of decoded images in memory.</summary>
    public long CachedBytes => _options.CacheBytes - Interlocked.Read(ref _freeBytes);

    /// <summary>The images that were left out, in the order of their rows.</summary>
    public IReadOnlyList<BadImage> Skipped { get; private set; } = [];

    /// <summary>Hash of every pixel of all images in their order: the same for the same images, from process to process.</summary>
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
    /// <param name="beside">Takes up a further column of the same rows; null for none.</param>
    /// <exception cref="ArgumentException">There is no such column, or it does not hold images.</exception>
    /// <exception cref="InvalidDataException">An image is damaged or none at all, or no image is left.</exception>
    /// <exception cref="FileNotFoundException">An image file does not exist.</exception>
    /// <exception cref="OperationCanceledException">Loading was canceled.</exception>
    public static ImageStore Open(IDataView data, string columnName, ImageStoreOptions options, IRowObserver? beside = null)
    {
        var column = ImageColumn.Of(data.Schema, columnName);
        var store = new ImageStore(options);
        try
        {
            store.Load(data, column, beside);
            return store;
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }

    public PixelImage Get(int index) => _entries[index].Source.Load(_options.MaxShortEdge);

    /// <summary>The row of the data view that an image came from.</summary>
    public long RowOf(int index) => _entries[index].Row;

    public void Dispose()
    {
        if (_overflow.IsValueCreated)
            _overflow.Value.Dispose();
    }

    private void Load(IDataView data, ImageColumn column, IRowObserver? beside)
    {
        var loaded = new ConcurrentBag<Entry>();
        var failed = new ConcurrentBag<(BadImage Image, Exception Error)>();
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = _options.Workers, CancellationToken = _options.CancellationToken };
        try
        {
            Parallel.ForEach(Partitioner.Create(Rows(data, column, beside), EnumerablePartitionerOptions.NoBuffering), parallel, (row, state) =>
            {
                if (_options.IsCanceled())
                {
                    state.Stop();
                    return;
                }
                if (TryDecode(row.Source, out PixelImage? pixels) is not { } error)
                {
                    loaded.Add(new(row.Row, Keep(row.Source, pixels!), Hash(pixels!)));
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
        if (_options.IsCanceled())
            throw new OperationCanceledException($"The loading of the images was canceled after {loaded.Count} of them.", _options.CancellationToken);

        (BadImage Image, Exception Error)[] bad = [.. failed.OrderBy(failure => failure.Image.Row)];
        if (bad.Length > 0 && _options.OnBadImage == CmaeBadImageHandling.Throw)
            ExceptionDispatchInfo.Throw(bad[0].Error);
        _entries = [.. loaded.OrderBy(entry => entry.Row)];
        Skipped = [.. bad.Select(failure => failure.Image)];
        if (Skipped.Count > 0)
            _options.Warn?.Invoke(SkippedImages.Describe(Skipped, Count + Skipped.Count));
        if (Count == 0)
            throw new InvalidDataException(SkippedImages.NothingLeft(column.Column.Name, Skipped));
    }

    private IEnumerable<(long Row, ImageSource Source)> Rows(IDataView data, ImageColumn column, IRowObserver? beside)
    {
        using DataViewRowCursor cursor = data.GetRowCursor(beside is null ? [column.Column] : [column.Column, beside.Column]);
        Func<ImageSource> read = column.Reader(cursor, _options.DecodeFile);
        Action? observe = beside?.Observe(cursor);
        while (cursor.MoveNext())
        {
            observe?.Invoke();
            yield return (cursor.Position, read());
        }
    }

    private Exception? TryDecode(ImageSource source, out PixelImage? pixels)
    {
        try
        {
            source.RequireComplete();
            pixels = source.Load(_options.MaxShortEdge);
            return null;
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            pixels = null;
            return exception;
        }
    }

    private ImageSource Keep(ImageSource source, PixelImage pixels)
    {
        if (Interlocked.Add(ref _freeBytes, -pixels.Pixels.LongLength) >= 0)
            return new CapturedImage(pixels, source.Name);
        Interlocked.Add(ref _freeBytes, pixels.Pixels.LongLength);
        return source is CapturedImage ? _overflow.Value.Add(pixels, source.Name) : source;
    }

    private static byte[] Hash(PixelImage pixels) => [.. BitConverter.GetBytes(pixels.Width), .. SHA256.HashData(pixels.Pixels)];

    private sealed record Entry(long Row, ImageSource Source, byte[] Hash);
}
