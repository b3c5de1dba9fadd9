using System.Reflection;
using Cmae.MLNet.Encoders;
using Cmae.MLNet.FineTuning;
using Cmae.MLNet.Labels;
using Cmae.MLNet.Runtime;
using Cmae.MLNet.Tests.Pretraining;
using Cmae.MLNet.Training;
using Microsoft.ML;

namespace Cmae.MLNet.Tests.FineTuning;

[TestClass]
public sealed class FineTunerTests
{
    [TestMethod]
    public void The_same_seed_gives_the_same_bits()
    {
        var ml = new MLContext(seed: 3);
        ClassifierWeights first = TinyFineTuning.Run(TinyFineTuning.Options(), ml).Weights, again = TinyFineTuning.Run(TinyFineTuning.Options(), ml).Weights;
        AreIdentical(first, again);
        AreIdentical(first, TinyFineTuning.Run(TinyFineTuning.Options(), new MLContext(seed: 3)).Weights);
        EncoderAssert.Differ(first.Encoder, TinyFineTuning.Run(TinyFineTuning.Options(), new MLContext(seed: 4)).Weights.Encoder);
    }

    [TestMethod]
    public void Options_stay_as_they_are()
    {
        CmaeImageClassificationTrainer.Options options = TinyFineTuning.Options();
        object?[] before = Values(options);
        TinyFineTuning.Run(options);
        CollectionAssert.AreEqual(before, Values(options));

        static object?[] Values(object options) =>
            [.. options.GetType().GetProperties(BindingFlags.Instance | BindingFlags.Public).Select(property => property.GetValue(options))];
    }

    [TestMethod]
    [DataRow("end to end")]
    [DataRow("last block")]
    [DataRow("linear probe")]
    [DataRow("averaged")]
    [DataRow("accumulated")]
    public void Classes_that_differ_are_learned(string how)
    {
        CmaeImageClassificationTrainer.Options options = TinyFineTuning.Options();
        options.Encoder = how == "end to end" ? null : TinyFineTuning.Encoder();
        options.Epochs = 15;
        options.MixProbability = 0;
        (options.RandomAugmentation, options.RandomErasingProbability) = (false, 0);
        if (how == "last block")
            options.Freeze = CmaeFreeze.AllButLast(1);
        if (how == "linear probe")
            options.Freeze = CmaeFreeze.Encoder;
        if (how == "averaged")
            options.WeightAveraging = 0.9;
        if (how == "accumulated")
            (options.BatchSize, options.AccumulationSteps) = (3, 2);
        FineTuningResult result = TinyFineTuning.Run(options);
        CmaeFineTuningEpoch best = result.History[result.BestEpoch!.Value - 1];
        Assert.AreEqual(1, best.ValidationAccuracy, how);
        Assert.IsLessThan(result.History[0].TrainLoss, result.History[^1].TrainLoss);
        Assert.AreEqual(CmaeOutputNorm.AfterPooling, result.Weights.Encoder.Configuration.OutputNorm);
        Assert.AreEqual(3, result.Weights.ClassCount);
    }

    [TestMethod]
    public void A_linear_probe_leaves_the_encoder_as_it_is()
    {
        CmaeImageClassificationTrainer.Options options = TinyFineTuning.Options();
        (options.Encoder, options.Freeze) = (TinyFineTuning.Encoder(), CmaeFreeze.Encoder);
        AssertUnchanged(options.Encoder, TinyFineTuning.Run(options).Weights.Encoder, _ => true);
    }

    [TestMethod]
    public void Frozen_blocks_keep_their_weights_and_the_others_change()
    {
        CmaeImageClassificationTrainer.Options options = TinyFineTuning.Options();
        (options.Encoder, options.Freeze) = (TinyFineTuning.Encoder(), CmaeFreeze.AllButLast(1));
        CmaeEncoder trained = TinyFineTuning.Run(options).Weights.Encoder;
        AssertUnchanged(options.Encoder, trained, name => !name.StartsWith("layers.1.", StringComparison.Ordinal));
        foreach (string name in options.Encoder.Weights.Keys.Where(name => name.StartsWith("layers.1.", StringComparison.Ordinal)))
            Assert.IsFalse(options.Encoder.Weights[name].Values.Span.SequenceEqual(trained.Weights[name].Values.Span), name);
    }

    [TestMethod]
    public void The_weights_returned_are_those_of_the_best_epoch()
    {
        CmaeImageClassificationTrainer.Options options = TinyFineTuning.Options();
        FineTuningResult whole = TinyFineTuning.Run(options);
        CmaeFineTuningEpoch best = whole.History.OrderByDescending(epoch => epoch.ValidationAccuracy).ThenBy(epoch => epoch.ValidationLoss).First();
        Assert.AreEqual(best.Epoch, whole.BestEpoch);
        Assert.AreEqual(best, whole.History.Last(epoch => epoch.IsBest));

        // The same run without validation on the same images gives the weights of its last epoch.
        options.ValidationFraction = 0;
        FineTuningResult last = TinyFineTuning.Run(options);
        Assert.AreEqual(6, last.BestEpoch);
        Assert.IsTrue(last.History.All(epoch => epoch is { ValidationLoss: null, ValidationAccuracy: null, IsBest: true }));
    }

    [TestMethod]
    public void Training_stops_early_where_nothing_gets_better()
    {
        CmaeImageClassificationTrainer.Options options = TinyFineTuning.Options();
        (options.Epochs, options.Patience, options.BaseLearningRate, options.MinimumLearningRate) = (50, 2, 1e-30, 0);
        FineTuningResult result = TinyFineTuning.Run(options);
        Assert.HasCount(result.BestEpoch!.Value + 2, result.History);
    }

    [TestMethod]
    public void A_time_budget_ends_the_run()
    {
        CmaeImageClassificationTrainer.Options options = TinyFineTuning.Options();
        (options.Epochs, options.TimeBudget) = (1_000_000, TimeSpan.FromSeconds(1));
        FineTuningResult result = TinyFineTuning.Run(options);
        Assert.IsLessThan(1_000_000, result.History[^1].TotalEpochs);
        Assert.IsNotNull(result.BestEpoch);
    }

    [TestMethod]
    public void The_callback_and_the_log_tell_of_every_epoch()
    {
        var epochs = new List<CmaeFineTuningEpoch>();
        var lines = new List<string>();
        CmaeImageClassificationTrainer.Options options = TinyFineTuning.Options();
        (options.MetricsCallback, options.Calibrate, options.BatchSize) = (epochs.Add, true, 50);
        var ml = new MLContext(seed: 1);
        ml.Log += (_, e) => lines.Add($"{e.Kind} {e.Message}");
        FineTuningResult result = TinyFineTuning.Run(options, ml);

        CollectionAssert.AreEqual(result.History.ToArray(), epochs);
        CollectionAssert.AreEqual(new[] { 1, 2, 3, 4, 5, 6 }, epochs.Select(epoch => epoch.Epoch).ToArray());
        Assert.IsTrue(epochs.TrueForAll(epoch => epoch.TotalEpochs == 6 && epoch.ValidationAccuracy is >= 0 and <= 1 && epoch.TrainAccuracy is >= 0 and <= 1));
        Assert.AreEqual(6 * 27, epochs[^1].ImagesSeen);
        foreach (string line in (string[])["Fine-tuning on 27 images of 3 classes, 3 to validate on: CPU", "Epoch 1/6: loss", "Calibrated with temperature", "Training ended after 6 steps, 162 images seen"])
            Assert.IsTrue(lines.Exists(l => l.Contains(line, StringComparison.Ordinal)), $"{line} is not in {string.Join(Environment.NewLine, lines)}");
        Assert.IsTrue(lines.Exists(l => l.StartsWith("Warning", StringComparison.Ordinal) && l.Contains("BatchSize is 27 in place of 50", StringComparison.Ordinal)));
    }

    [TestMethod]
    public void Calibration_lowers_the_validation_loss_and_changes_no_weight()
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
    public void Cancellation_throws_or_hands_back_the_best_model_so_far()
    {
        using var source = new CancellationTokenSource();
        CmaeImageClassificationTrainer.Options options = TinyFineTuning.Options();
        options.CancellationToken = source.Token;
        options.MetricsCallback = epoch => CancelAfter2(epoch, source);
        StringAssert.Contains(Assert.ThrowsExactly<OperationCanceledException>(() => TinyFineTuning.Run(options)).Message, "after 8 steps");

        using var again = new CancellationTokenSource();
        (options.OnCancellation, options.CancellationToken) = (CmaeCancellationHandling.ReturnSoFar, again.Token);
        options.MetricsCallback = epoch => CancelAfter2(epoch, again);
        FineTuningResult result = TinyFineTuning.Run(options);
        Assert.HasCount(2, result.History);
        Assert.AreEqual(result.History.Last(epoch => epoch.IsBest).Epoch, result.BestEpoch);

        static void CancelAfter2(CmaeFineTuningEpoch epoch, CancellationTokenSource source)
        {
            if (epoch.Epoch == 2)
                source.Cancel();
        }
    }

    [TestMethod]
    [DataRow(false, 2)]
    [DataRow(true, null)]
    public void Without_validation_the_weights_are_of_the_last_epoch_only_where_no_step_followed(bool withinTheThird, int? epoch)
    {
        var ml = new MLContext(seed: 1);
        CmaeImageClassificationTrainer.Options options = TinyFineTuning.Options();
        (options.ValidationFraction, options.OnCancellation, options.Epochs) = (0, CmaeCancellationHandling.ReturnSoFar, 6);
        IDataView data = TinyFineTuning.Images(ml, count: 24);
        using TrainingImages images = TrainingImages.Open(data, LabelColumn.Of(data.Schema, "Label"), options, seed: 1, _ => { }, () => false);
        var plan = new FineTuningPlan(options, images.Train.ClassSizes(3));
        Assert.AreEqual(4, plan.StepsPerEpoch);
        using var learner = new EndToEndLearner(plan, images.Train, null, 1, TorchSharp.torch.CPU);
        using var host = new TrainingHost(ml, "Test");
        var clock = new TrainingClock(plan.TotalSteps, budget: null);
        var log = new FineTuningLog(host, plan, clock);
        FineTuningResult result = new FineTuningLoop(plan, learner, null, clock, log, () => withinTheThird ? clock.Step >= 10 : log.History.Count == 2).Run();
        Assert.HasCount(2, result.History);
        Assert.AreEqual(epoch, result.BestEpoch);
    }

    [TestMethod]
    public void A_canceled_linear_probe_ends_before_its_features_are_computed()
    {
        var ml = new MLContext(seed: 1);
        CmaeImageClassificationTrainer.Options options = TinyFineTuning.Options();
        (options.Encoder, options.Freeze) = (TinyFineTuning.Encoder(), CmaeFreeze.Encoder);
        options.OnCancellation = CmaeCancellationHandling.ReturnSoFar;
        IDataView data = TinyFineTuning.Images(ml);
        using TrainingImages images = TrainingImages.Open(data, LabelColumn.Of(data.Schema, "Label"), options, seed: 1, _ => { }, () => false);
        Assert.ThrowsExactly<OperationCanceledException>(() => new LinearProbeLearner(new FineTuningPlan(options, images.Train.ClassSizes(3)), images.Train, null, 1, TorchSharp.torch.CPU, () => true));
    }

    [TestMethod]
    public void The_contexts_own_cancellation_is_honored()
    {
        var ml = new MLContext(seed: 1);
        CmaeImageClassificationTrainer.Options options = TinyFineTuning.Options();
        options.MetricsCallback = _ => typeof(MLContext).GetMethod("CancelExecution", BindingFlags.Instance | BindingFlags.NonPublic)!.Invoke(ml, null); // as AutoML does
        StringAssert.Contains(Assert.ThrowsExactly<OperationCanceledException>(() => TinyFineTuning.Run(options, ml)).Message, "after 4 steps");
    }

    [TestMethod]
    public void A_cancellation_before_the_estimator_is_fitted_is_not_missed()
    {
        var ml = new MLContext(seed: 1);
        CmaeImageClassificationTrainer trainer = ml.MulticlassClassification.Trainers.CmaeImageClassification(TinyFineTuning.Options());
        typeof(MLContext).GetMethod("CancelExecution", BindingFlags.Instance | BindingFlags.NonPublic)!.Invoke(ml, null); // while an earlier one is
        Assert.ThrowsExactly<OperationCanceledException>(() => trainer.Fit(TinyFineTuning.Images(ml)));
    }

    [TestMethod]
    public void Before_the_first_step_there_is_no_model_so_far()
    {
        var ml = new MLContext(seed: 1);
        CmaeImageClassificationTrainer.Options options = TinyFineTuning.Options();
        options.OnCancellation = CmaeCancellationHandling.ReturnSoFar;
        IDataView data = TinyFineTuning.Images(ml);
        using TrainingImages images = TrainingImages.Open(data, LabelColumn.Of(data.Schema, "Label"), options, seed: 1, _ => { }, () => false);
        var plan = new FineTuningPlan(options, images.Train.ClassSizes(3));
        using var learner = new EndToEndLearner(plan, images.Train, null, 1, TorchSharp.torch.CPU);
        using var host = new TrainingHost(ml, "Test");
        var clock = new TrainingClock(plan.TotalSteps, budget: null);
        var loop = new FineTuningLoop(plan, learner, null, clock, new FineTuningLog(host, plan, clock), () => true);
        StringAssert.Contains(Assert.ThrowsExactly<OperationCanceledException>(() => loop.Run()).Message, "before its first step");
    }

    [TestMethod]
    public void A_loss_that_is_no_number_stops_the_run_with_advice()
    {
        CmaeImageClassificationTrainer.Options options = TinyFineTuning.Options();
        CmaeEncoder encoder = TinyFineTuning.Encoder();
        var broken = encoder.Weights.ToDictionary(w => w.Key, w => w.Value);
        broken["cls_token"] = new CmaeWeightTensor([1, 1, 32], [.. Enumerable.Repeat(float.NaN, 32)]);
        options.Encoder = new CmaeEncoder(encoder.Configuration, broken);
        CmaeNonFiniteLossException error = Assert.ThrowsExactly<CmaeNonFiniteLossException>(() => TinyFineTuning.Run(options));
        Assert.AreEqual(1, error.Step);
        StringAssert.Contains(error.Message, "Fine-tuning stopped at step 1: the loss is NaN");
    }

    [TestMethod]
    public void Balanced_classes_and_the_evaluation_crop_take_part()
    {
        CmaeImageClassificationTrainer.Options options = TinyFineTuning.Options();
        options.EvaluationResizeSize = 18;
        ClassifierWeights weights = TinyFineTuning.Run(options).Weights;
        Assert.AreEqual(18, weights.Encoder.Preprocessing.ResizeSize);

        var ml = new MLContext(seed: 1);
        var random = new Random(5);
        IDataView skewed = TinyFineTuning.Keyed(ml, Enumerable.Range(0, 24).Select(i => i < 20 ? 0 : i % 2 + 1)
            .Select(kind => new TinyFineTuning.Row { Image = TinyFineTuning.Draw(random, kind), Class = TinyFineTuning.Classes[kind] }));
        ClassifierWeights plain = FineTuner.Run(ml, skewed, options).Weights;
        options.ClassWeighting = CmaeClassWeighting.Balanced;
        EncoderAssert.Differ(plain.Encoder, FineTuner.Run(ml, skewed, options).Weights.Encoder);
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
