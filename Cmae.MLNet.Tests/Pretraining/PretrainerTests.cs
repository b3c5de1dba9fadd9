using System.Reflection;
using Cmae.MLNet.Pretraining;
using Cmae.MLNet.Pretraining.RunFolder;
using Cmae.MLNet.Runtime;
using Cmae.MLNet.Training;
using Microsoft.ML;

namespace Cmae.MLNet.Tests.Pretraining;

[TestClass]
public sealed class PretrainerTests
{
    private static CmaeEncoder Run(CmaePretrainingOptions options, int? contextSeed = 1)
    {
        var ml = new MLContext(contextSeed);
        return Pretrainer.Run(ml, TinyPretraining.Images(ml), "Image", options);
    }

    [TestMethod]
    public void TheSameSeedGivesTheSameBits()
    {
        CmaeEncoder first = Run(TinyPretraining.Options());
        EncoderAssert.AreIdentical(first, Run(TinyPretraining.Options()));
        EncoderAssert.Differ(first, Run(TinyPretraining.Options(), contextSeed: 2));
    }

    [TestMethod]
    public void FittingTwiceInOneContextGivesTheSameBits()
    {
        var ml = new MLContext(seed: 3);
        IDataView images = TinyPretraining.Images(ml);
        EncoderAssert.AreIdentical(
            Pretrainer.Run(ml, images, "Image", TinyPretraining.Options()), Pretrainer.Run(ml, images, "Image", TinyPretraining.Options()));
    }

    [TestMethod]
    public void OptionsStayAsTheyAre()
    {
        CmaePretrainingOptions options = TinyPretraining.Options();
        object?[] before = Values(options);
        Run(options);
        CollectionAssert.AreEqual(before, Values(options));

        static object?[] Values(CmaePretrainingOptions options) =>
            [.. typeof(CmaePretrainingOptions).GetProperties().Select(property => property.GetValue(options))];
    }

    [TestMethod]
    public void CallbacksAndLogTellOfEveryStepAndEpoch()
    {
        var steps = new List<CmaePretrainingStep>();
        var epochs = new List<CmaePretrainingEpoch>();
        var lines = new List<string>();
        CmaePretrainingOptions options = TinyPretraining.Options();
        options.StepCompleted = steps.Add;
        options.EpochCompleted = epochs.Add;
        var ml = new MLContext(seed: 1);
        ml.Log += (_, e) => lines.Add($"{e.Kind} {e.Message}");

        Pretrainer.Run(ml, TinyPretraining.Images(ml), "Image", options);

        CollectionAssert.AreEqual(Enumerable.Range(1, 16).Select(i => (long)i).ToArray(), steps.Select(s => s.Step).ToArray());
        Assert.IsTrue(steps.TrueForAll(s => s.TotalSteps == 16 && s.TotalEpochs == 4 && s.Momentum == 0.99 && s.ContrastiveLoss > 0));
        Assert.AreEqual(96, steps[^1].ImagesSeen);
        CollectionAssert.AreEqual(new[] { 1, 2, 3, 4 }, epochs.Select(e => e.Epoch).ToArray());
        Assert.AreEqual(steps.Take(4).Average(s => s.ReconstructionLoss), epochs[0].ReconstructionLoss, 1e-9);
        Assert.IsTrue(lines.Exists(l => l.Contains("Pre-training on 26 images: CPU", StringComparison.Ordinal)));
        Assert.IsTrue(
            lines.Exists(
                l => l.StartsWith("Warning", StringComparison.Ordinal) && l.Contains("only 5 negatives", StringComparison.Ordinal)));
        Assert.IsTrue(lines.Exists(l => l.Contains("Epoch 1/4: reconstruction", StringComparison.Ordinal)));
        Assert.IsTrue(lines.Exists(l => l.Contains("ended after 16 steps, 96 images seen", StringComparison.Ordinal)));
    }

    [TestMethod]
    [DataRow(1.0, true)]
    [DataRow(1.0, false)]
    [DataRow(0.0, true)]
    public void LossesFall(double contrastiveWeight, bool useFeatureDecoder)
    {
        var epochs = new List<CmaePretrainingEpoch>();
        CmaePretrainingOptions options = TinyPretraining.Options();
        (options.ContrastiveWeight, options.UseFeatureDecoder) = (contrastiveWeight, useFeatureDecoder);
        (options.Epochs, options.BaseLearningRate, options.BatchSize, options.AccumulationSteps, options.GradientClipping) =
            (30, 0.1, 6, 2, 1);
        options.EpochCompleted = epochs.Add;
        Run(options);
        Assert.IsLessThan(0.9 * epochs[0].ReconstructionLoss, epochs[^1].ReconstructionLoss);
        Assert.AreEqual(contrastiveWeight > 0, epochs[^1].ContrastiveLoss > 0);
    }

    [TestMethod]
    public void ATimeBudgetEndsTheRunAndTheScheduleWithIt()
    {
        var steps = new List<CmaePretrainingStep>();
        CmaePretrainingOptions options = TinyPretraining.Options();
        (options.Epochs, options.TimeBudget, options.StepCompleted) = (1_000_000, TimeSpan.FromSeconds(2), steps.Add);
        Run(options);
        CmaePretrainingStep last = steps[^1];
        Assert.IsLessThanOrEqualTo(Math.Max(2, 0.5 * last.Step), (double)last.TotalSteps - last.Step);
        Assert.IsLessThan(1_000_000, last.TotalSteps);
    }

    [TestMethod]
    public void CancellationThrowsOrHandsBackTheEncoderSoFar()
    {
        using var source = new CancellationTokenSource();
        CmaePretrainingOptions options = TinyPretraining.Options();
        options.CancellationToken = source.Token;
        options.StepCompleted = step =>
        {
            if (step.Step == 3)
                source.Cancel();
        };
        StringAssert.Contains(Assert.ThrowsExactly<OperationCanceledException>(() => Run(options)).Message, "after 3 steps");

        long last = 0;
        using var again = new CancellationTokenSource();
        (options.OnCancellation, options.CancellationToken) = (CmaeCancellationHandling.ReturnSoFar, again.Token);
        options.StepCompleted = step =>
        {
            last = step.Step;
            if (step.Step == 3)
                again.Cancel();
        };
        Assert.IsNotNull(Run(options));
        Assert.AreEqual(3, last);
    }

    [TestMethod]
    public void BeforeTheFirstStepThereIsNoEncoderSoFarButAGivenOne()
    {
        CmaePretrainingOptions options = TinyPretraining.Options();
        var plan = new PretrainingPlan(options, TinyPretraining.ImageCount);
        options.OnCancellation = CmaeCancellationHandling.ReturnSoFar;
        StringAssert.Contains(Assert.ThrowsExactly<OperationCanceledException>(() => Loop()).Message, "before its first step");
        options.InitializeFrom = TinyPretraining.Untrained();
        Loop();

        void Loop()
        {
            using var trainer = new CmaeLearner(plan, 1, TorchSharp.torch.CPU);
            using var host = new TrainingHost(new MLContext(seed: 1), "Test");
            var clock = new TrainingClock(plan.TotalSteps, budget: null);
            var nothing = new NoRunRecorder();
            new PretrainingLoop(
                plan, trainer, clock, new PretrainingLog(host, plan, clock, nothing), nothing, null,
                new(isCanceled: () => true)).Run(default, []);
        }
    }

    [TestMethod]
    public void TheContextsOwnCancellationIsHonored()
    {
        var ml = new MLContext(seed: 1);
        CmaePretrainingOptions options = TinyPretraining.Options();
        options.StepCompleted = step =>
        {
            if (step.Step == 2)
                // as AutoML does
                typeof(MLContext).GetMethod("CancelExecution", BindingFlags.Instance | BindingFlags.NonPublic)!.Invoke(ml, null);
        };
        IDataView images = TinyPretraining.Images(ml);
        var estimator = ml.Transforms.CmaeFeaturize(
            new CmaeFeaturizingEstimator.Options { InputColumnName = "Image", Pretraining = options });
        StringAssert.Contains(Assert.ThrowsExactly<OperationCanceledException>(() => estimator.Fit(images)).Message, "after 2 steps");
    }

    [TestMethod]
    public void ALossThatIsNoNumberStopsTheRunWithAdvice()
    {
        CmaePretrainingOptions options = TinyPretraining.Options();
        CmaeEncoder encoder = TinyPretraining.Untrained();
        var broken = encoder.Weights.ToDictionary(w => w.Key, w => w.Value);
        broken["cls_token"] = new CmaeWeightTensor([1, 1, 32], [.. Enumerable.Repeat(float.NaN, 32)]);
        options.InitializeFrom = new CmaeEncoder(encoder.Configuration, broken);
        CmaeNonFiniteLossException error = Assert.ThrowsExactly<CmaeNonFiniteLossException>(() => Run(options));
        Assert.AreEqual(1, error.Step);
        StringAssert.Contains(error.Message, "GradientClipping = 1");
    }

    [TestMethod]
    public void ARunStartsFromTheWeightsItIsGiven()
    {
        CmaePretrainingOptions options = TinyPretraining.Options();
        CmaeEncoder start = CmaeEncoder.CreateUntrained(new(options.Architecture, 16, 4), seed: 99);
        (options.InitializeFrom, options.BaseLearningRate, options.WeightDecay) = (start, 1e-30, 0);
        CmaeEncoder end = Run(options);
        foreach ((string name, CmaeWeightTensor weight) in start.Weights)
            Assert.IsTrue(
                weight.Values.ToArray().Zip(end.Weights[name].Values.ToArray()).All(pair => Math.Abs(pair.First - pair.Second) < 1e-20),
                $"'{name}' differs.");
    }

    [TestMethod]
    public void WeightsThatAreGivenKeepTheirChannelOrderAndScale()
    {
        CmaePretrainingOptions options = TinyPretraining.Options();
        CmaeEncoder encoder = TinyPretraining.Untrained();
        var preprocessing = new CmaeImagePreprocessing(24, CmaeChannelOrder.Bgr)
        {
            Mean = new(127.5f, 127.5f, 127.5f),
            StandardDeviation = new(127.5f, 127.5f, 127.5f),
        };
        options.InitializeFrom = new CmaeEncoder(encoder.Configuration with { Preprocessing = preprocessing }, encoder.Weights);
        Assert.AreEqual(preprocessing with { ResizeSize = 16 }, Run(options).Preprocessing);
    }
}
