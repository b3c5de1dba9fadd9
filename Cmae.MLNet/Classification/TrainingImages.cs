using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Cmae.MLNet.FineTuning;
using Cmae.MLNet.Imaging;
using Cmae.MLNet.Labels;
using Cmae.MLNet.Runtime;
using Microsoft.ML;
using static Cmae.MLNet.CmaeImageClassificationTrainer;

namespace Cmae.MLNet.Classification;

/// <summary>The images to train and to validate on, checked for what cannot be learned from.</summary>
/// <remarks>Owns the images; dispose.</remarks>
internal sealed class TrainingImages : IDisposable
{
    private readonly List<ImageStore> _stores = [];

    private TrainingImages(LabeledImages train) => Train = train;

    public LabeledImages Train { get; private set; }

    /// <summary>Null if nothing is validated.</summary>
    public LabeledImages? Validation { get; private set; }

    /// <summary>What a run says of them.</summary>
    /// <param name="column">Their labels.</param>
    public ImageCounts Counts(LabelColumn column) => new(Validation?.Count ?? 0, _stores.Sum(store => store.Skipped.Count))
    {
        Fingerprint = Fingerprint,
        CachedBytes = _stores.Sum(store => store.CachedBytes),
        Classes = [.. Enumerable.Range(0, column.ClassCount).Select(column.NameOf)],
    };

    /// <summary>A hash of all images and their classes, and of which of them are to train on.</summary>
    private string Fingerprint
    {
        get
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            foreach (ImageStore store in _stores)
                hash.AppendData(Encoding.UTF8.GetBytes(store.Fingerprint));
            hash.AppendData(MemoryMarshal.AsBytes(Train.Labels.AsSpan()));
            hash.AppendData(MemoryMarshal.AsBytes((Validation?.Labels ?? []).AsSpan()));
            return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 8));
        }
    }

    /// <summary>Reads labels and images, and chooses the validation images as the options say.</summary>
    /// <param name="data">The training data.</param>
    /// <param name="column">Its labels.</param>
    /// <param name="options">Names of columns, validation, and how images are kept.</param>
    /// <param name="seed">Seed of the split.</param>
    /// <param name="warn">Takes the warning about skipped images.</param>
    /// <param name="cancellation">Asked before every image.</param>
    /// <exception cref="ArgumentException">Labels are missing, of one class only, or of classes in the validation set that training lacks.</exception>
    /// <exception cref="InvalidDataException">An image is damaged or missing, or no image is left.</exception>
    /// <exception cref="OperationCanceledException">Loading was canceled.</exception>
    public static TrainingImages Open(
        IDataView data, LabelColumn column, Options options, int seed, Action<string> warn, Cancellation cancellation)
    {
        ImageColumn.Of(data.Schema, options.ImageColumnName);
        // Labels that cannot be learned from are found here before the images are decoded, which takes far longer.
        RequireClasses(column.Read(data).Values, column, options);
        LabelColumn? validationColumn = options.ValidationSet is { } set ? ValidationColumn(set, column, options) : null;

        ImageStoreOptions loading = Loading(options, warn, cancellation);
        (ImageStore store, int[] classes) = OpenStore(data, column, options.ImageColumnName, loading);
        var images = new TrainingImages(new LabeledImages(store, [.. Enumerable.Range(0, store.Count)], classes));
        images._stores.Add(store);
        try
        {
            RequireClasses(classes, column, options);
            if (validationColumn is not null)
                images.Validate(options, validationColumn, column, loading);
            else if (options.ValidationFraction > 0)
                images.HoldOut(store, classes, column, options, seed);
            return images;
        }
        catch
        {
            images.Dispose();
            throw;
        }
    }

    public void Dispose() => _stores.ForEach(store => store.Dispose());

    private void HoldOut(ImageStore store, int[] classes, LabelColumn column, Options options, int seed)
    {
        (int[] train, int[] validation) = StratifiedSplit.Of(classes, column.ClassCount, options.ValidationFraction, seed);
        Train = new LabeledImages(store, train, classes);
        if (options.Freeze.IsLinearProbe)
        {
            Validation = new LabeledImages(store, validation, classes);
            return;
        }
        ImageStore heldOut = store.HoldOut(validation);
        _stores.Add(heldOut);
        Validation = new LabeledImages(heldOut, [.. Enumerable.Range(0, heldOut.Count)], [.. validation.Select(image => classes[image])]);
    }

    private void Validate(Options options, LabelColumn column, LabelColumn trainedColumn, ImageStoreOptions loading)
    {
        ImageStoreOptions scoring = loading with { MaxShortEdge = null, Transform = Scoring(options) };
        (ImageStore store, int[] classes) = OpenStore(options.ValidationSet!, column, options.ImageColumnName, scoring);
        _stores.Add(store);
        int[] trained = Train.ClassSizes(trainedColumn.ClassCount);
        string[] unknown = [.. classes.Distinct().Where(label => trained[label] == 0).Order().Select(trainedColumn.NameOf)];
        if (unknown.Length > 0)
        {
            throw new ArgumentException(
                $"ValidationSet has classes without an image to train on: {string.Join(", ", unknown)}. " +
                "Add training images of them, or take them out of the validation set.",
                nameof(options));
        }
        Validation = new LabeledImages(store, [.. Enumerable.Range(0, store.Count)], classes);
    }

    private static LabelColumn ValidationColumn(IDataView set, LabelColumn trained, Options options)
    {
        LabelColumn column = LabelColumn.Of(set.Schema, options.LabelColumnName);
        if (!column.HasClassesOf(trained))
        {
            throw new ArgumentException(
                $"The label column '{options.LabelColumnName}' of ValidationSet has {column.ClassCount} classes " +
                $"that are not the {trained.ClassCount} of the training data: its keys mean other values. " +
                "Transform it with the pipeline that was fitted to the training data.", nameof(options));
        }
        if (column.Read(set).Count == 0)
            throw new ArgumentException(
                "ValidationSet has no rows. Give it images, or set it to null for a ValidationFraction of the training images.",
                nameof(options));
        return column;
    }

    private static void RequireClasses(IEnumerable<int> labels, LabelColumn column, Options options)
    {
        int[] classes = [.. labels.Distinct().Take(2)];
        if (classes.Length == 1)
        {
            throw new ArgumentException(
                $"All images have the same label, {column.NameOf(classes[0])}, in the column '{options.LabelColumnName}': " +
                "a classifier needs at least 2 classes.", nameof(labels));
        }
    }

    private static (ImageStore Store, int[] Classes) OpenStore(
        IDataView data, LabelColumn column, string imageColumn, ImageStoreOptions loading)
    {
        RowValues<int> labels = column.Values();
        ImageStore store = ImageStore.Open(data, imageColumn, loading, labels);
        try
        {
            IReadOnlyDictionary<long, int> byRow = column.Complete(labels);
            return (store, [.. Enumerable.Range(0, store.Count).Select(i => byRow[store.RowOf(i)])]);
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }

    private static ScoringTransform Scoring(Options options)
    {
        CmaeEncoderConfiguration encoder = ClassificationPlan.EncoderOf(options);
        return new(encoder.Preprocessing.ResizeSize, encoder.ImageSize);
    }

    private static ImageStoreOptions Loading(Options options, Action<string> warn, Cancellation cancellation)
    {
        CmaeEncoderConfiguration encoder = ClassificationPlan.EncoderOf(options);
        bool isLinearProbe = options.Freeze.IsLinearProbe, isHeldOut = options.ValidationSet is null && options.ValidationFraction > 0;
        return new ImageStoreOptions
        {
            // A classifier is to learn from what it will see: scoring takes files as they are stored.
            Decoder = ImageDecoder.AsStored with { Limits = options.ImageLimits },
            // Twice the training size keeps all the detail that a crop of a quarter of the area can show. What is validated, and the cached
            // features of a linear probe, is made as scoring makes it: by ML.NET's resizing, of the full size.
            MaxShortEdge = isLinearProbe ? null : 2 * Math.Max(encoder.ImageSize, encoder.Preprocessing.ResizeSize),
            Transform = isLinearProbe ? Scoring(options) : null,
            HeldOut = isHeldOut && !isLinearProbe ? Scoring(options) : null,
            CacheBytes = options.CacheBytes,
            OnBadImage = options.OnBadImage,
            Warn = warn,
            Cancellation = cancellation,
        };
    }
}
