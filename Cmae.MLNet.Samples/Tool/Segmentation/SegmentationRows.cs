using Cmae.MLNet.Samples.Tool.Images;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Cmae.MLNet.Samples.Tool.Segmentation;

/// <summary>Images with masks to train on, to choose the best epoch on, and to measure on.</summary>
/// <param name="Train">Rows of ImagePath and MaskPath.</param>
/// <param name="Validation">The same; null if the trainer is to hold out some of the train rows.</param>
/// <param name="Test">The same.</param>
internal sealed record SegmentationRows(IDataView Train, IDataView? Validation, IDataView Test)
{
    private const double TestShare = 0.2;

    /// <summary>The rows of split.csv; without it, a fifth of all images is held out for the test.</summary>
    public static SegmentationRows Load(MLContext ml, DirectoryInfo folder, int seed, ReadableImages readable)
    {
        IDataView Rows(string? split) => readable.Check(ml.Data.LoadSegmentationFolder(folder.FullName, split));
        if (!UnlabeledImages.HasSplit(folder))
        {
            IDataView all = ml.Data.ShuffleRows(Rows(null), seed);
            long test = Math.Max(1, (long)(TestShare * Count(all)));
            return new(ml.Data.SkipRows(all, test), null, ml.Data.TakeRows(all, test));
        }
        bool hasValidation = ml.Data.ListImageFolderSplits(folder.FullName).Contains("val");
        return new(Rows("train"), hasValidation ? Rows("val") : null, Rows("test"));
    }

    /// <summary>A share of the train rows, drawn by the seed; at least one.</summary>
    public IDataView TrainShare(MLContext ml, double share, int seed) => share == 1
        ? Train
        : ml.Data.TakeRows(ml.Data.ShuffleRows(Train, seed), Math.Max(1, (long)Math.Round(share * Count(Train))));

    /// <summary>Number of rows.</summary>
    public static int Count(IDataView rows) => rows.GetColumn<string>("ImagePath").Count();
}
