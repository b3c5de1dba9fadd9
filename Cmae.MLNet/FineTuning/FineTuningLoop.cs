using Cmae.MLNet.Encoders;
using Cmae.MLNet.Training;

namespace Cmae.MLNet.FineTuning;

/// <summary>The order of events of a fine-tuning: steps, epochs, validation, early stopping, cancellation.</summary>
/// <param name="plan">What to do.</param>
/// <param name="learner">Does the steps.</param>
/// <param name="validationLabels">Classes of the validation images; null where there are none.</param>
/// <param name="clock">How far the run is.</param>
/// <param name="log">Told of every step and epoch.</param>
/// <param name="isCanceled">Asked before every step.</param>
internal sealed class FineTuningLoop(
    FineTuningPlan plan, IClassifierLearner learner, int[]? validationLabels, TrainingClock clock, FineTuningLog log, Func<bool> isCanceled)
{
    private BestEpoch? _best;

    /// <summary>Trains until the schedule ends, until nothing gets better, or until cancellation.</summary>
    /// <exception cref="OperationCanceledException">The training was canceled, and the options do not ask for the model so far, or there is none before the first step.</exception>
    public FineTuningResult Run()
    {
        bool canceled = isCanceled();
        for (int epoch = 1; !canceled && !clock.IsOver && !IsStalled(epoch - 1); epoch++)
        {
            TrainEpoch();
            canceled = isCanceled() && !clock.IsOver;
            if (!canceled)
                CompleteEpoch(epoch);
        }
        if (canceled && clock.Step == 0)
            throw new OperationCanceledException("Fine-tuning was canceled before its first step: there is no model yet.", plan.Options.CancellationToken);
        if (canceled && plan.Options.OnCancellation == CmaeCancellationHandling.Throw)
        {
            throw new OperationCanceledException(
                $"Fine-tuning was canceled after {clock.Step} steps. Set OnCancellation = ReturnSoFar to get the best model so far.", plan.Options.CancellationToken);
        }
        log.End(EpochOfWeights);
        return new FineTuningResult(Calibrated(), log.History, EpochOfWeights);
    }

    /// <summary>The epoch whose weights are handed out; null where it was not finished.</summary>
    private int? EpochOfWeights => _best is { Weights: null } last && clock.Step > last.Step ? null : _best?.Epoch;

    private void TrainEpoch()
    {
        for (int step = 0; step < plan.StepsPerEpoch && !clock.IsOver && !isCanceled(); step++)
        {
            while (learner.AccumulatedBatches < plan.AccumulationSteps)
                learner.Accumulate(clock.Step);
            var schedule = new WarmupCosineSchedule(plan.Options.WarmupFraction * clock.TotalSteps, clock.TotalSteps, plan.Options.MinimumLearningRate);
            log.StepCompleted(learner.Step(schedule, clock.Step));
            clock.CompleteStep();
        }
    }

    private void CompleteEpoch(int epoch)
    {
        float[]? logits = validationLabels is null ? null : learner.ValidationLogits();
        ClassificationFigures? figures = logits is null ? null : ClassificationFigures.Of(logits, validationLabels);
        bool isBest = _best?.Figures is not { } best || figures is not { } now || now.IsBetterThan(best);
        // Without validation the last epoch is the one that counts: its weights are copied at the end.
        if (isBest)
            _best = new BestEpoch(epoch, clock.Step, figures, logits, logits is null ? null : learner.Export());
        log.EpochCompleted(epoch, figures, isBest);
    }

    private bool IsStalled(int epoch) => plan.Options.Patience is { } patience && _best is { } best && epoch - best.Epoch >= patience;

    private ClassifierWeights Calibrated()
    {
        ClassifierWeights weights = _best?.Weights ?? learner.Export();
        if (!plan.Options.Calibrate || _best?.Logits is not { } logits)
            return weights;
        float temperature = TemperatureScaling.Fit(logits, validationLabels!);
        log.Calibrated(temperature, ClassificationFigures.Of(logits, validationLabels, temperature));
        return new ClassifierWeights(weights.Encoder, weights.HeadWeight, weights.HeadBias, temperature);
    }

    private sealed record BestEpoch(int Epoch, long Step, ClassificationFigures? Figures, float[]? Logits, ClassifierWeights? Weights);
}
