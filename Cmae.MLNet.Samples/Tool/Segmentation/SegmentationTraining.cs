using Cmae.MLNet.Samples.Tool.Display;
using Microsoft.ML;

namespace Cmae.MLNet.Samples.Tool.Segmentation;

/// <summary>A training and its measurement on images that it has not seen.</summary>
/// <param name="Model">From ImagePath to LabelMap, ClassShares and Mask.</param>
/// <param name="Metrics">The figures of the test images.</param>
/// <param name="Epochs">Epochs that were trained.</param>
/// <param name="BestEpoch">The one whose weights these are.</param>
/// <param name="ImagesSeen">Images shown in training, repetitions counted.</param>
internal sealed record SegmentationTraining(
    CmaeSegmentationTransformer Model, CmaeSegmentationMetrics Metrics, int Epochs, int BestEpoch, long ImagesSeen)
{
    /// <summary>Trains, keeps the epoch that is best on the validation rows, and measures on the test rows.</summary>
    public static SegmentationTraining Of(
        MLContext ml, IDataView train, IDataView? validation, IDataView test, CmaeSegmentationTrainer.Options options, EpochLines lines)
    {
        CmaeSegmentationEpoch? last = null, best = null;
        options.ValidationSet = validation;
        options.EpochCompleted = epoch =>
        {
            last = epoch;
            best = epoch.IsBest ? epoch : best;
            lines.Show(epoch);
        };
        CmaeSegmentationTransformer model = ml.MulticlassClassification.Trainers.CmaeSegmentation(options).Fit(train);
        CmaeSegmentationMetrics metrics = ml.MulticlassClassification.EvaluateCmaeSegmentation(model.Transform(test));
        return new(model, metrics, last!.Epoch, best!.Epoch, last.ImagesSeen);
    }
}
