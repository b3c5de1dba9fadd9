using Cmae.MLNet.Classification;
using Cmae.MLNet.Encoders;
using Cmae.MLNet.FineTuning;
using Cmae.MLNet.Labels;
using Cmae.MLNet.Runtime;
using Cmae.MLNet.Training;
using Microsoft.ML;
using TorchSharp;
using static TorchSharp.torch;

namespace Cmae.MLNet.Tests.Classification;

[TestClass]
public sealed class LiveTensorsTests
{
    [TestMethod]
    [DataRow(false)]
    [DataRow(true)]
    public void TheirNumberStaysFlatOver100Steps(bool linearProbe)
    {
        var ml = new MLContext(seed: 1);
        CmaeImageClassificationTrainer.Options options = TinyFineTuning.Options();
        (options.WeightAveraging, options.GradientClipping, options.ClassWeighting) = (0.99, 1, CmaeClassWeighting.Balanced);
        if (linearProbe)
            (options.InitializeFrom, options.Freeze) = (TinyFineTuning.Encoder(), CmaeFreeze.Encoder);
        IDataView data = TinyFineTuning.Images(ml);
        using TrainingImages images = TrainingImages.Open(
            data, LabelColumn.Of(data.Schema, "Label"), options, seed: 1, _ => { }, Cancellation.None);
        var plan = new ClassificationPlan(options, images.Train.ClassSizes(3));
        DisposeScopeManager.Statistics.Reset();
        using (ITaskLearner<ClassifierWeights, ClassificationFigures> learner = linearProbe
            ? new LinearProbeLearner(plan, images.Train, images.Validation, 1, CPU, Cancellation.None)
            : new EndToEndLearner(plan, images.Train, images.Validation, 1, CPU))
        {
            Step(learner, 0);
            long after1 = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
            for (long step = 1; step < 100; step++)
                Step(learner, step);
            Assert.AreEqual(after1, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
        }
    }

    private static void Step(ITaskLearner<ClassifierWeights, ClassificationFigures> learner, long step)
    {
        learner.Accumulate(step);
        learner.Step(new WarmupCosineSchedule(10, 100), step);
        learner.Validate();
        learner.Export();
        // what a checkpoint takes
        Assert.AreEqual(learner is EndToEndLearner, learner.State.HoldsEncoder);
        Assert.IsNotEmpty(learner.State.Copy());
        Assert.IsNotEmpty(learner.State.CopyResult("best."));
    }
}
