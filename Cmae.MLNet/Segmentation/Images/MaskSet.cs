using System.Runtime.ExceptionServices;
using Cmae.MLNet.Imaging;

namespace Cmae.MLNet.Segmentation;

/// <summary>Takes the masks of a store's images, in parallel, and checks each against its image.</summary>
/// <remarks>Images without a usable mask are left out.</remarks>
internal sealed class MaskSet
{
    private readonly ImageStore _store;
    private readonly PackedMask?[] _masks;
    private readonly long[] _pixels;
    private readonly Exception?[] _errors;
    private readonly int _side;
    private int _unlabeled, _invisible;

    /// <param name="store">The images.</param>
    /// <param name="classCount">Number of classes.</param>
    /// <param name="side">Side of the square that images are scaled into.</param>
    public MaskSet(ImageStore store, int classCount, int side)
    {
        (_store, _pixels, _side) = (store, new long[classCount], side);
        (_masks, _errors) = (new PackedMask?[store.Count], new Exception?[store.Count]);
    }

    /// <summary>Labeled pixels of every class in the masks at full size.</summary>
    public IReadOnlyList<long> PixelsOfClasses => _pixels;

    /// <summary>Takes the masks.</summary>
    /// <param name="rows">The mask of every row of the data.</param>
    /// <param name="options">What to do with a bad one, and who is told.</param>
    /// <param name="atFullSize">Whether masks are kept as they are; else at the size at which the store keeps their images.</param>
    /// <returns>The images that have a mask.</returns>
    /// <exception cref="InvalidDataException">A mask cannot be read or does not fit its image, or none is left.</exception>
    /// <exception cref="OperationCanceledException">Loading was canceled.</exception>
    public MaskedImages Take(IReadOnlyDictionary<long, MaskRow> rows, ImageStoreOptions options, bool atFullSize)
    {
        Parallel.For(0, _store.Count, new ParallelOptions { MaxDegreeOfParallelism = options.Workers }, (i, state) =>
        {
            if (options.Cancellation.IsRequested)
                state.Stop();
            else if (!TryTake(i, rows[_store.RowOf(i)], atFullSize) && options.OnBadImage == CmaeBadImageHandling.Throw)
                state.Break();
        });
        options.Cancellation.ThrowIfRequested("Loading the masks was canceled.");
        if (options.OnBadImage == CmaeBadImageHandling.Throw && _errors.FirstOrDefault(error => error is not null) is { } first)
            ExceptionDispatchInfo.Throw(first);
        Tell(options.Warn);
        int[] usable = [.. Enumerable.Range(0, _store.Count).Where(i => _masks[i] is not null)];
        if (usable.Length == 0)
        {
            throw new InvalidDataException(
                $"None of the {_store.Count} images has a mask that can be used: " +
                (_errors.FirstOrDefault(error => error is not null)?.Message ?? "in all of them every pixel is ignored."));
        }
        return new(_store, usable, Array.ConvertAll(usable, i => _masks[i]!));
    }

    private bool TryTake(int index, MaskRow row, bool atFullSize)
    {
        if (row.Mask is null)
        {
            _errors[index] = row.Error;
            return false;
        }
        ClassMask mask = row.Mask.Unpack();
        (int width, int height) = _store.SizeOf(index);
        if ((mask.Width, mask.Height) != (width, height))
        {
            _errors[index] = MaskErrors.SizeDiffers(row.Name, mask, _store.NameOf(index), width, height);
            return false;
        }
        if (mask.IsAllIgnored)
        {
            Interlocked.Increment(ref _unlabeled);
            return true;
        }
        Count(mask);
        if (!Letterbox.IsDrawn(width, height, _side))
            Interlocked.Increment(ref _invisible);
        (int keptWidth, int keptHeight) = _store.KeptSizeOf(index);
        _masks[index] = atFullSize ? row.Mask : PackedMask.Of(MaskCrop.Resize(mask, keptWidth, keptHeight));
        return true;
    }

    private void Count(ClassMask mask)
    {
        var counts = new long[ClassMask.Ignored + 1];
        foreach (byte label in mask.Classes)
            counts[label]++;
        for (int label = 0; label < _pixels.Length; label++)
            Interlocked.Add(ref _pixels[label], counts[label]);
    }

    private void Tell(Action<string>? warn)
    {
        Exception[] errors = [.. _errors.OfType<Exception>()];
        if (errors.Length > 0)
            warn?.Invoke($"{errors.Length} of {_store.Count} masks cannot be used; their images are skipped. {errors[0].Message}");
        if (_invisible > 0)
        {
            warn?.Invoke(
                $"{_invisible} of {_store.Count} images are so long that scaled into {_side} pixels nothing is left of their short side: " +
                "the model sees black. Cut them into pieces, or set a larger ImageSize.");
        }
        if (_unlabeled > 0)
        {
            warn?.Invoke(
                $"{_unlabeled} of {_store.Count} masks have no labeled pixel: every pixel is ignored. Their images are left out.");
        }
    }
}
