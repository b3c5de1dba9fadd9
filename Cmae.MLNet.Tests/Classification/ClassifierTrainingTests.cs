using System.Reflection;
using Cmae.MLNet.Classification;
using Cmae.MLNet.Encoders;
using Cmae.MLNet.Labels;
using Cmae.MLNet.Runtime;
using Cmae.MLNet.Tests.Pretraining;
using Microsoft.ML;

namespace Cmae.MLNet.Tests.Classification;

[TestClass]
public sealed class ClassifierTrainingTests
{
    [TestMethod]
    public void TheSameSeedGivesTheSameBits()
    {
        var ml = new MLContext(seed: 3);
        ClassifierWeights first = TinyFineTuning.Run(TinyFineTuning.Options(), ml).Weights,
            again = TinyFineTuning.Run(TinyFineTuning.Options(), ml).Weights;
        AreIdentical(first, again);
        AreIdentical(first, TinyFineTuning.Run(TinyFineTuning.Options(), new MLContext(seed: 3)).Weights);
        EncoderAssert.Differ(first.Encoder, TinyFineTuning.Run(TinyFineTuning.Options(), new MLContext(seed: 4)).Weights.Encoder);
    }

    [TestMethod]
    public void OptionsStayAsTheyAre()
    {
        CmaeImageClassificationTrainer.Options options = TinyFineTuning.Options();
        object?[] before = Values(options);
        var ml = new MLContext(seed: 1);
        ClassifierTraining.Run(ml, TinyFineTuning.Images(ml), options);
        CollectionAssert.AreEqual(before, Values(options));

        static object?[] Values(object options) =>
            [
                .. options.GetType().GetProperties(BindingFlags.Instance | BindingFlags.Public)
                    .Select(property => property.GetValue(options)),
            ];
    }

    public static IEnumerable<TestDataRow<Action<CmaeImageClassificationTrainer.Options>>> Ways =>
    [
        new(options => options.InitializeFrom = null) { DisplayName = "end to end from random weights" },
        new(options => options.Freeze = CmaeFreeze.AllButLast(1)) { DisplayName = "the last block" },
        new(options => options.Freeze = CmaeFreeze.Encoder) { DisplayName = "a linear probe" },
        new(options => options.WeightAveraging = 0.9) { DisplayName = "averaged weights" },
        new(options => (options.BatchSize, options.AccumulationSteps) = (3, 2)) { DisplayName = "accumulated gradients" },
    ];

    [TestMethod]
    [DynamicData(nameof(Ways))]
    public void ClassesThatDifferAreLearned(Action<CmaeImageClassificationTrainer.Options> choose)
    {
        CmaeImageClassificationTrainer.Options options = TinyFineTuning.Options();
        (options.InitializeFrom, options.Epochs) = (TinyFineTuning.Encoder(), 15);
        (options.MixProbability, options.RandomAugmentation, options.RandomErasingProbability) = (0, false, 0);
        choose(options);
        TinyFineTuning.Outcome result = TinyFineTuning.Run(options);
        CmaeImageClassificationEpoch best = result.History[result.BestEpoch!.Value - 1];
        Assert.AreEqual(1, best.ValidationAccuracy);
        Assert.IsLessThan(result.History[0].TrainLoss, result.History[^1].TrainLoss);
        Assert.AreEqual(CmaeOutputNorm.AfterPooling, result.Weights.Encoder.Configuration.OutputNorm);
        Assert.AreEqual(3, result.Weights.ClassCount);
    }

    [TestMethod]
    public void ALinearProbeLeavesTheEncoderAsItIs()
    {
        CmaeImageClassificationTrainer.Options options = TinyFineTuning.Options();
        (options.InitializeFrom, options.Freeze) = (TinyFineTuning.Encoder(), CmaeFreeze.Encoder);
        AssertUnchanged(options.InitializeFrom, TinyFineTuning.Run(options).Weights.Encoder, _ => true);
    }

    [TestMethod]
    public void FrozenBlocksKeepTheirWeightsAndTheOthersChange()
    {
        CmaeImageClassificationTrainer.Options options = TinyFineTuning.Options();
        (options.InitializeFrom, options.Freeze) = (TinyFineTuning.Encoder(), CmaeFreeze.AllButLast(1));
        CmaeEncoder trained = TinyFineTuning.Run(options).Weights.Encoder;
        AssertUnchanged(options.InitializeFrom, trained, name => !name.StartsWith("layers.1.", StringComparison.Ordinal));
        foreach (string name in options.InitializeFrom.Weights.Keys.Where(name => name.StartsWith("layers.1.", StringComparison.Ordinal)))
            Assert.IsFalse(options.InitializeFrom.Weights[name].Values.Span.SequenceEqual(trained.Weights[name].Values.Span), name);
    }

    [TestMethod]
    public void TheWeightsReturnedAreThoseOfTheBestEpoch()
    {
        CmaeImageClassificationTrainer.Options options = TinyFineTuning.Options();
        TinyFineTuning.Outcome whole = TinyFineTuning.Run(options);
        CmaeImageClassificationEpoch best = whole.History.OrderByDescending(epoch => epoch.ValidationAccuracy)
            .ThenBy(epoch => epoch.ValidationLoss).First();
        Assert.AreEqual(best.Epoch, whole.BestEpoch);
        Assert.AreEqual(best, whole.History.Last(epoch => epoch.IsBest));

        // The same run without validation on the same images gives the weights of its last epoch.
        options.ValidationFraction = 0;
        TinyFineTuning.Outcome last = TinyFineTuning.Run(options);
        Assert.AreEqual(6, last.BestEpoch);
        Assert.IsTrue(last.History.All(epoch => epoch is { ValidationLoss: null, ValidationAccuracy: null, IsBest: true }));
    }

    [TestMethod]
    public void TrainingStopsEarlyWhereNothingGetsBetter()
    {
        CmaeImageClassificationTrainer.Options options = TinyFineTuning.Options();
        (options.Epochs, options.Patience, options.BaseLearningRate, options.MinimumLearningRate) = (50, 2, 1e-30, 0);
        TinyFineTuning.Outcome result = TinyFineTuning.Run(options);
        Assert.HasCount(result.BestEpoch!.Value + 2, result.History);
    }

    [TestMethod]
    public void ATimeBudgetEndsTheRun()
    {
        CmaeImageClassificationTrainer.Options options = TinyFineTuning.Options();
        (options.Epochs, options.TimeBudget) = (1_000_000, TimeSpan.FromSeconds(1));
        TinyFineTuning.Outcome result = TinyFineTuning.Run(options);
        Assert.IsLessThan(1_000_000, result.History[^1].TotalEpochs);
        Assert.IsNotNull(result.BestEpoch);
    }

    [TestMethod]
    public void TheCallbackAndTheLogTellOfEveryEpoch()
    {
        var epochs = new List<CmaeImageClassificationEpoch>();
        var lines = new List<string>();
        CmaeImageClassificationTrainer.Options options = TinyFineTuning.Options();
        (options.EpochCompleted, options.Calibrate, options.BatchSize) = (epochs.Add, true, 50);
        var ml = new MLContext(seed: 1);
        ml.Log += (_, e) => lines.Add($"{e.Kind} {e.Message}");
        TinyFineTuning.Outcome result = TinyFineTuning.Run(options, ml);

        CollectionAssert.AreEqual(result.History.ToArray(), epochs);
        CollectionAssert.AreEqual(new[] { 1, 2, 3, 4, 5, 6 }, epochs.Select(epoch => epoch.Epoch).ToArray());
        Assert.IsTrue(
            epochs.TrueForAll(
                epoch => epoch.TotalEpochs == 6 && epoch.ValidationAccuracy is >= 0 and <= 1 && epoch.TrainAccuracy is >= 0 and <= 1));
        Assert.AreEqual(6 * 27, epochs[^1].ImagesSeen);
        string[] expected =
        [
            "Fine-tuning on 27 images of 3 classes, 3 to validate on: CPU",
            "Epoch 1/6: loss",
            "Calibrated with temperature",
            "Training ended after 6 steps, 162 images seen",
        ];
        foreach (string line in expected)
        {
            Assert.IsTrue(
                lines.Exists(l => l.Contains(line, StringComparison.Ordinal)),
                $"{line} is not in {string.Join(Environment.NewLine, lines)}");
        }
        Assert.IsTrue(
            lines.Exists(
                l => l.StartsWith("Warning", StringComparison.Ordinal)
                    && l.Contains("BatchSize is 27 instead of 50", StringComparison.Ordinal)));
    }

    [TestMethod]
    public void CalibrationLowersTheValidationLossAndChangesNoWeight()
    {
        CmaeImageClassificationTrainer.Options options = TinyFineTuning.Options();
        ClassifierWeights plain = TinyFineTuning.Run(options).Weights;
        options.Calibrate = true;
        ClassifierWeights calibrated = TinyFineTuning.Run(options).Weights;
        Assert.AreEqual(1, plain.Temperature);
        Assert.AreNotEqual(1, calibrated.Temperature);
        EncoderAssert.AreIdentical(plain.Encoder, calibrated.Encoder);
    }

    [TestMethod]
    public void CancellationThrowsOrHandsBackTheBestModelSoFar()
    {
        using var source = new CancellationTokenSource();
        CmaeImageClassificationTrainer.Options options = TinyFineTuning.Options();
        options.CancellationToken = source.Token;
        options.EpochCompleted = epoch => CancelAfter2(epoch, source);
        StringAssert.Contains(Assert.ThrowsExactly<OperationCanceledException>(() => TinyFineTuning.Run(options)).Message, "after 8 steps");

        using var again = new CancellationTokenSource();
        (options.OnCancellation, options.CancellationToken) = (CmaeCancellationHandling.ReturnSoFar, again.Token);
        options.EpochCompleted = epoch => CancelAfter2(epoch, again);
        TinyFineTuning.Outcome result = TinyFineTuning.Run(options);
        Assert.HasCount(2, result.History);
        Assert.AreEqual(result.History.Last(epoch => epoch.IsBest).Epoch, result.BestEpoch);

        static void CancelAfter2(CmaeImageClassificationEpoch epoch, CancellationTokenSource source)
        {
            if (epoch.Epoch == 2)
                source.Cancel();
        }
    }

    [TestMethod]
    public void ACanceledLinearProbeEndsBeforeItsFeaturesAreComputed()
    {
        var ml = new MLContext(seed: 1);
        CmaeImageClassificationTrainer.Options options = TinyFineTuning.Options();
        (options.InitializeFrom, options.Freeze) = (TinyFineTuning.Encoder(), CmaeFreeze.Encoder);
        options.OnCancellation = CmaeCancellationHandling.ReturnSoFar;
        IDataView data = TinyFineTuning.Images(ml);
        using TrainingImages images = TrainingImages.Open(
            data, LabelColumn.Of(data.Schema, "Label"), options, seed: 1, _ => { }, Cancellation.None);
        Assert.ThrowsExactly<OperationCanceledException>(
            () => new LinearProbeLearner(
                new ClassificationPlan(options, images.Train.ClassSizes(3)), images.Train, null, 1, TorchSharp.torch.CPU,
                new(isCanceled: () => true)));
    }

    [TestMethod]
    public void TheContextsOwnCancellationIsHonored()
    {
        var ml = new MLContext(seed: 1);
        CmaeImageClassificationTrainer.Options options = TinyFineTuning.Options();
        // as AutoML does
        options.EpochCompleted = _ => typeof(MLContext)
            .GetMethod("CancelExecution", BindingFlags.Instance | BindingFlags.NonPublic)!.Invoke(ml, null);
        StringAssert.Contains(
            Assert.ThrowsExactly<OperationCanceledException>(() => TinyFineTuning.Run(options, ml)).Message, "after 4 steps");
    }

    [TestMethod]
    public void ACancellationBeforeTheEstimatorIsFittedIsNotMissed()
    {
        var ml = new MLContext(seed: 1);
        CmaeImageClassificationTrainer trainer = ml.MulticlassClassification.Trainers.CmaeImageClassification(TinyFineTuning.Options());
        // while an earlier one is
        typeof(MLContext).GetMethod("CancelExecution", BindingFlags.Instance | BindingFlags.NonPublic)!.Invoke(ml, null);
        Assert.ThrowsExactly<OperationCanceledException>(() => trainer.Fit(TinyFineTuning.Images(ml)));
    }

    [TestMethod]
    public void ALossThatIsNoNumberStopsTheRunWithAdvice()
    {
        CmaeImageClassificationTrainer.Options options = TinyFineTuning.Options();
        CmaeEncoder encoder = TinyFineTuning.Encoder();
        var broken = encoder.Weights.ToDictionary(w => w.Key, w => w.Value);
        broken["cls_token"] = new CmaeWeightTensor([1, 1, 32], [.. Enumerable.Repeat(float.NaN, 32)]);
        options.InitializeFrom = new CmaeEncoder(encoder.Configuration, broken);
        CmaeNonFiniteLossException error = Assert.ThrowsExactly<CmaeNonFiniteLossException>(() => TinyFineTuning.Run(options));
        Assert.AreEqual(1, error.Step);
        StringAssert.Contains(error.Message, "Fine-tuning stopped at step 1: the loss is NaN");
    }

    [TestMethod]
    public void BalancedClassesAndTheEvaluationCropTakePart()
    {
        CmaeImageClassificationTrainer.Options options = TinyFineTuning.Options();
        options.EvaluationResizeSize = 18;
        ClassifierWeights weights = TinyFineTuning.Run(options).Weights;
        Assert.AreEqual(18, weights.Encoder.Preprocessing.ResizeSize);

        var ml = new MLContext(seed: 1);
        var random = new Random(5);
        IDataView skewed = TinyFineTuning.Keyed(ml, Enumerable.Range(0, 24).Select(i => i < 20 ? 0 : i % 2 + 1)
            .Select(kind => new TinyFineTuning.Row { Image = TinyFineTuning.Draw(random, kind), Class = TinyFineTuning.Classes[kind] }));
        ClassifierWeights plain = TinyFineTuning.Run(options, ml, skewed).Weights;
        options.ClassWeighting = CmaeClassWeighting.Balanced;
        EncoderAssert.Differ(plain.Encoder, TinyFineTuning.Run(options, ml, skewed).Weights.Encoder);
    }

    private static void AreIdentical(ClassifierWeights first, ClassifierWeights second)
    {
        EncoderAssert.AreIdentical(first.Encoder, second.Encoder);
        Assert.IsTrue(first.HeadWeight.Values.Span.SequenceEqual(second.HeadWeight.Values.Span));
        Assert.IsTrue(first.HeadBias.Values.Span.SequenceEqual(second.HeadBias.Values.Span));
    }

    private static void AssertUnchanged(CmaeEncoder before, CmaeEncoder after, Func<string, bool> isFrozen)
    {
        // The norm before pooling has no part in a classifier.
        foreach (string name in before.Weights.Keys.Where(name => isFrozen(name) && !name.StartsWith("ln1.", StringComparison.Ordinal)))
            Assert.IsTrue(before.Weights[name].Values.Span.SequenceEqual(after.Weights[name].Values.Span), name);
    }
}
