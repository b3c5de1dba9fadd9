using Microsoft.ML;

namespace Cmae.MLNet.Samples.Tool.Images;

/// <summary>Divides labeled images so that every class is divided alike.</summary>
internal static class PerClassSplit
{
    /// <summary>Keeps a share of every class, at least one image; all of them where the share is 1.</summary>
    /// <exception cref="InvalidDataException">Images have no label, or there is one class only.</exception>
    public static IDataView Keep(MLContext ml, IDataView images, double share, int seed) =>
        share < 1 ? Divide(ml, Classes(ml, images), 1 - share, seed).Kept : images;

    /// <summary>Holds out a share of every class, at least one image; at least one stays.</summary>
    /// <exception cref="InvalidDataException">Images have no label, a class has one image only, or there is one class only.</exception>
    public static (IDataView Kept, IDataView HeldOut) Split(MLContext ml, IDataView images, double heldOutShare, int seed)
    {
        IGrouping<string, LabeledImage>[] classes = Classes(ml, images);
        if (classes.FirstOrDefault(group => group.Count() < 2) is { } single)
            throw new InvalidDataException(
                $"Class '{single.Key}' has one image only; at least two are needed, one to learn from and one to hold out.");
        return Divide(ml, classes, heldOutShare, seed);
    }

    private static (IDataView Kept, IDataView HeldOut) Divide(
        MLContext ml, IGrouping<string, LabeledImage>[] classes, double heldOutShare, int seed)
    {
        List<LabeledImage> kept = [], heldOut = [];
        var random = new Random(seed);
        foreach (IGrouping<string, LabeledImage> group in classes)
        {
            LabeledImage[] shuffled = [.. group];
            random.Shuffle(shuffled);
            int most = shuffled.Length - 1, count = Math.Clamp((int)Math.Round(heldOutShare * shuffled.Length), Math.Min(1, most), most);
            heldOut.AddRange(shuffled[..count]);
            kept.AddRange(shuffled[count..]);
        }
        return (ml.Data.LoadFromEnumerable(kept), ml.Data.LoadFromEnumerable(heldOut));
    }

    private static IGrouping<string, LabeledImage>[] Classes(MLContext ml, IDataView images)
    {
        IGrouping<string, LabeledImage>[] classes = [.. ml.Data
            .CreateEnumerable<LabeledImage>(images, reuseRowObject: false)
            .GroupBy(image => image.Label)
            .OrderBy(group => group.Key, StringComparer.Ordinal)];
        if (classes.FirstOrDefault(group => group.Key.Length == 0) is { } unlabeled)
            throw new InvalidDataException(
                $"'{unlabeled.First().ImagePath}' has no label: put images into sub-folders that are named by class, or list "
                    + "them in split.csv.");
        if (classes.Length < 2)
            throw new InvalidDataException($"A classifier needs at least two classes, but all images are of class '{classes[0].Key}'.");
        return classes;
    }

    private sealed class LabeledImage
    {
        public string ImagePath { get; set; } = "";

        public string Label { get; set; } = "";
    }
}
