using Cmae.MLNet.Encoders;
using Cmae.MLNet.FineTuning;
using Cmae.MLNet.Imaging;
using Cmae.MLNet.Runtime;
using Cmae.MLNet.Segmentation;
using Cmae.MLNet.Training;
using Microsoft.ML;
using TorchSharp;
using static TorchSharp.torch;

namespace Cmae.MLNet.Tests.Segmentation;

[TestClass]
public sealed class LiveTensorsTests
{
    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void TheirNumberStaysFlatOver30Steps(bool linearProbe)
    {
        var ml = new MLContext(seed: 1);
        using var tiny = new TinySegmentation();
        CmaeSegmentationTrainer.Options options = TinySegmentation.Options();
        (options.WeightAveraging, options.ClassWeighting) = (0.99, CmaeClassWeighting.Balanced);
        if (linearProbe)
            (options.InitializeFrom, options.Freeze) = (TinySegmentation.Encoder(), CmaeFreeze.Encoder);
        IDataView data = tiny.View(ml);
        var classes = new SegmentationClasses(TinySegmentation.Classes);
        using SegmentationImages images = SegmentationImages.Open(
            data, MaskColumn.Of(data.Schema, "MaskPath"), classes, options, seed: 1, _ => { }, Cancellation.None);
        var plan = new SegmentationPlan(options, classes.Names, images.PixelsOfClasses, images.Train.Count);
        DisposeScopeManager.Statistics.Reset();
        using ITaskLearner<SegmentationWeights, MaskFigures> learner = linearProbe
            ? new FrozenSegmenter(plan, images.Train, images.Validation, 1, CPU, Cancellation.None)
            : new EndToEndSegmenter(plan, images.Train, images.Validation, 1, CPU);
        Step(learner, 0);
        long after1 = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        for (long step = 1; step < 30; step++)
            Step(learner, step);
        Assert.AreEqual(after1, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    /// <summary>Also where logits are enlarged image by image.</summary>
    [TestMethod]
    public void TheLossImageByImageLeavesNothingBehind()
    {
        using var loss = new Cmae.MLNet.Modeling.SegmentationLoss(1, null, CPU);
        var upscaled = new UpscaledLoss(loss, largest: 0);
        Compute();
        long before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        Compute();
        Assert.AreEqual(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);

        void Compute()
        {
            using DisposeScope scope = NewDisposeScope();
            Tensor logits = ones([2, 3, 2, 2]);
            logits.requires_grad = true;
            upscaled.Compute(logits, zeros([2, 8, 8], dtype: ScalarType.Int64)).Loss.backward();
        }
    }

    private static void Step(ITaskLearner<SegmentationWeights, MaskFigures> learner, long step)
    {
        learner.Accumulate(step);
        learner.Step(new WarmupCosineSchedule(10, 100), step);
        learner.Validate();
        learner.Export();
    }
}
