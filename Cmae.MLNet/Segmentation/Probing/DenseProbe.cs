using Cmae.MLNet.Encoders;
using Cmae.MLNet.Evaluation;
using Cmae.MLNet.FineTuning;
using Cmae.MLNet.Imaging;
using Cmae.MLNet.Modeling;
using Microsoft.ML;
using Microsoft.ML.Runtime;
using TorchSharp;
using static TorchSharp.torch;

namespace Cmae.MLNet.Segmentation;

/// <summary>Classifies the patch tokens of a frozen encoder in two ways, and measures both on test images.</summary>
internal static class DenseProbe
{
    /// <param name="environment">Log, seed and cancellation.</param>
    /// <param name="train">The train images.</param>
    /// <param name="training">How the linear layer is trained; the validation set holds the test images.</param>
    /// <param name="options">How neighbors vote.</param>
    public static CmaeDenseProbeMetrics Run(
        IHostEnvironment environment, IDataView train, CmaeSegmentationTrainer.Options training, CmaeDenseProbeOptions options)
    {
        MaskColumn column = MaskColumn.Of(train.Schema, training.MaskColumnName);
        SegmentationClasses classes = SegmentationTraining.ClassesOf(column, training);
        using var tuner = new FineTuner(environment, training);
        using var images = SegmentationImages.Open(
            train, column, classes, training, tuner.Seed, tuner.Host.Warning, tuner.Host.Cancellation);
        var plan = new SegmentationPlan(training, classes.Names, images.PixelsOfClasses, images.Train.Count);
        // Not validated on the test images: the weights are those of the last epoch.
        SegmentationWeights weights = tuner.Run<SegmentationWeights, MaskFigures>(
            plan, () => new FrozenSegmenter(plan, images.Train, null, tuner.Seed, tuner.Device, tuner.Host.Cancellation),
            images.Counts(classes) with { Validation = 0 }, (_, _, _) => { }).Model;

        using Generator generator = new(0, CPU);
        using var model = new SegmentationModel(plan.Encoder, CmaeSegmentationHead.Linear, plan.ClassCount, generator);
        ModuleWeights.StartFrom(model.backbone, weights.Encoder);
        SegmentationHeads.Load(model.head, weights);
        model.to(tuner.Device);
        using PatchBank bank = PatchBank.Of(model, images.Train, plan, tuner.Device, tuner.Host.Cancellation);
        return Measure(model, bank, images.Validation!, plan, options, tuner.Device);
    }

    private static CmaeDenseProbeMetrics Measure(
        SegmentationModel model, PatchBank bank, MaskedImages test, SegmentationPlan plan, CmaeDenseProbeOptions options, Device device)
    {
        var linear = new SegmentationSummary(plan.ClassNames);
        var neighbors = new SegmentationSummary(plan.ClassNames);
        EncoderInputs.ForEachBatch(test, plan.Encoder, plan.BatchSize, device, (input, indices) =>
        {
            Tensor grids = model.forward_grid(input), logits = model.head.forward(grids);
            for (int i = 0; i < indices.Length; i++)
            {
                ClassMask mask = test.Mask(indices[i]);
                Add(linear, logits.narrow(0, i, 1), mask);
                Add(neighbors, bank.Vote(grids.narrow(0, i, 1), options.NeighborCount, options.Temperature), mask);
            }
        });
        return new(new CmaeSegmentationMetrics(linear), new CmaeSegmentationMetrics(neighbors));

        void Add(SegmentationSummary summary, Tensor scores, ClassMask mask)
        {
            int side = plan.Encoder.ImageSize;
            using Tensor whole = WholeImage.Logits(scores, mask.Width, mask.Height, side);
            summary.Add(mask, WholeImage.Classes(whole), side);
        }
    }
}
