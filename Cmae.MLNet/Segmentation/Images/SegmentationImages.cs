using System.Security.Cryptography;
using System.Text;
using Cmae.MLNet.FineTuning;
using Cmae.MLNet.Imaging;
using Cmae.MLNet.Labels;
using Cmae.MLNet.Runtime;
using Microsoft.ML;
using static Cmae.MLNet.CmaeSegmentationTrainer;

namespace Cmae.MLNet.Segmentation;

/// <summary>The images and masks to train and to validate on, checked for what cannot be learned from.</summary>
/// <remarks>Owns the images; dispose.</remarks>
internal sealed class SegmentationImages : IDisposable
{
    private readonly List<ImageStore> _stores = [];

    private SegmentationImages(ImageStore store, MaskedImages train, IReadOnlyList<long> pixelsOfClasses)
    {
        _stores.Add(store);
        (Train, PixelsOfClasses) = (train, pixelsOfClasses);
    }

    public MaskedImages Train { get; private set; }

    /// <summary>Null if nothing is validated.</summary>
    public MaskedImages? Validation { get; private set; }

    /// <summary>Labeled pixels of every class, those held out for validation among them.</summary>
    public IReadOnlyList<long> PixelsOfClasses { get; }

    /// <summary>What a run says of them.</summary>
    /// <param name="classes">The classes of their masks.</param>
    public ImageCounts Counts(SegmentationClasses classes) => new(Validation?.Count ?? 0, _stores.Sum(store => store.Skipped.Count))
    {
        Fingerprint = Fingerprint,
        CachedBytes = _stores.Sum(store => store.CachedBytes),
        Classes = classes.Names,
    };

    /// <summary>A hash of all images and their masks, and of which of them are to train on.</summary>
    private string Fingerprint
    {
        get
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            foreach (ImageStore store in _stores)
                hash.AppendData(Encoding.UTF8.GetBytes(store.Fingerprint));
            Train.AppendTo(hash);
            Validation?.AppendTo(hash);
            return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 8));
        }
    }

    /// <summary>Reads images and masks, and chooses the validation images as the options say.</summary>
    /// <param name="data">The training data.</param>
    /// <param name="column">Its masks.</param>
    /// <param name="classes">Their classes.</param>
    /// <param name="options">Names of columns, validation, and how images are kept.</param>
    /// <param name="seed">Seed of the split.</param>
    /// <param name="warn">Takes warnings about images and masks.</param>
    /// <param name="cancellation">Asked before every image.</param>
    /// <exception cref="ArgumentException">There is only one class.</exception>
    /// <exception cref="InvalidDataException">An image or mask is damaged or missing, or none is left.</exception>
    /// <exception cref="OperationCanceledException">Loading was canceled.</exception>
    public static SegmentationImages Open(
        IDataView data, MaskColumn column, SegmentationClasses classes, Options options, int seed, Action<string> warn,
        Cancellation cancellation)
    {
        ImageColumn.Of(data.Schema, options.ImageColumnName);
        MaskColumn? validationColumn = options.ValidationSet is { } set ? MaskColumn.Of(set.Schema, options.MaskColumnName) : null;
        ImageStoreOptions loading = Loading(options, warn, cancellation);
        var reader = new MaskReader(classes);
        bool holdsOut = options.ValidationSet is null && options.ValidationFraction > 0;
        (ImageStore store, MaskedImages all, MaskSet masks) = OpenStore(
            data, column, reader, options, loading, atFullSize: holdsOut || options.Freeze.IsLinearProbe);
        var images = new SegmentationImages(store, all, masks.PixelsOfClasses);
        try
        {
            RequireClasses(masks.PixelsOfClasses, classes);
            if (validationColumn is not null)
                images.Validate(options, validationColumn, reader, loading);
            else if (holdsOut)
                images.HoldOut(store, all, options, seed);
            return images;
        }
        catch
        {
            images.Dispose();
            throw;
        }
    }

    public void Dispose() => _stores.ForEach(store => store.Dispose());

    private void HoldOut(ImageStore store, MaskedImages all, Options options, int seed)
    {
        (int[] train, int[] validation) = StratifiedSplit.Of(new int[all.Count], 1, options.ValidationFraction, seed);
        (Train, Validation) = (all.Part(train), all.Part(validation));
        if (options.Freeze.IsLinearProbe)
            return;
        ImageStore heldOut = store.HoldOut(Validation.InStore);
        _stores.Add(heldOut);
        Validation = Validation.In(heldOut);
    }

    private void Validate(Options options, MaskColumn column, MaskReader reader, ImageStoreOptions loading)
    {
        var letterbox = new LetterboxResizer(SegmentationPlan.EncoderOf(options).ImageSize);
        ImageStoreOptions scoring = loading with { MaxShortEdge = null, Transform = letterbox, HeldOut = null };
        (ImageStore store, Validation, _) = OpenStore(options.ValidationSet!, column, reader, options, scoring, atFullSize: true);
        _stores.Add(store);
    }

    private static void RequireClasses(IReadOnlyList<long> pixels, SegmentationClasses classes)
    {
        if (pixels.Count(count => count > 0) > 1)
            return;
        string only = classes.Names[pixels.Index().MaxBy(entry => entry.Item).Index];
        throw new ArgumentException(
            $"All labeled pixels belong to the class '{only}': there is nothing to tell apart. " +
            "Check which values the masks have, and what classes.csv says of them.", nameof(pixels));
    }

    private static (ImageStore Store, MaskedImages Images, MaskSet Masks) OpenStore(
        IDataView data, MaskColumn column, MaskReader reader, Options options, ImageStoreOptions loading, bool atFullSize)
    {
        RowValues<MaskRow> rows = MaskRow.Observer(column, reader);
        ImageStore store = ImageStore.Open(data, options.ImageColumnName, loading, rows);
        try
        {
            var masks = new MaskSet(store, reader.Classes.Count, options.ImageSize);
            return (store, masks.Take(rows.ByRow, loading, atFullSize), masks);
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }

    private static ImageStoreOptions Loading(Options options, Action<string> warn, Cancellation cancellation)
    {
        int side = SegmentationPlan.EncoderOf(options).ImageSize;
        bool isLinearProbe = options.Freeze.IsLinearProbe, isHeldOut = options.ValidationSet is null && options.ValidationFraction > 0;
        return new ImageStoreOptions
        {
            // A model is to learn from what it will see: scoring takes files as they are stored.
            Decoder = ImageDecoder.AsStored with { Limits = options.ImageLimits },
            IsCroppedInScoring = false,
            // Views enlarge an image to at most twice the square.
            MaxShortEdge = isLinearProbe ? null : 2 * side,
            Transform = isLinearProbe ? new LetterboxResizer(side) : null,
            HeldOut = isHeldOut && !isLinearProbe ? new LetterboxResizer(side) : null,
            CacheBytes = options.CacheBytes,
            OnBadImage = options.OnBadImage,
            Warn = warn,
            Cancellation = cancellation,
        };
    }
}
