using Cmae.MLNet.Runtime;
using Cmae.MLNet.Training;

namespace Cmae.MLNet.FineTuning;

/// <summary>The order of events in fine-tuning, for any task: steps, epochs, validation, early stopping, cancellation.</summary>
/// <param name="plan">What to do.</param>
/// <param name="learner">Does the steps.</param>
/// <param name="clock">How far the run is.</param>
/// <param name="log">Told of every step and epoch.</param>
/// <param name="cancellation">Asked before every step.</param>
internal sealed class FineTuningLoop<TModel, TFigures>(
    FineTuningPlan plan,
    ITaskLearner<TModel, TFigures> learner,
    TrainingClock clock,
    FineTuningLog<TFigures> log,
    Cancellation cancellation)
    where TModel : class
    where TFigures : class, ITaskFigures<TFigures>
{
    private BestEpoch? _best;

    /// <summary>Trains until the schedule ends, until nothing gets better, or until cancellation.</summary>
    /// <exception cref="OperationCanceledException">
    /// Training was canceled, and the options do not ask for the model so far, or there is none before the first step.
    /// </exception>
    public FineTuningResult<TModel, TFigures> Run()
    {
        bool canceled = cancellation.IsRequested;
        for (int epoch = 1; !canceled && !clock.IsOver && !IsStalled(epoch - 1); epoch++)
        {
            TrainEpoch();
            canceled = cancellation.IsRequested && !clock.IsOver;
            if (!canceled)
                CompleteEpoch(epoch);
        }
        if (canceled && clock.Step == 0)
            throw cancellation.Exception("Fine-tuning was canceled before its first step: there is no model yet.");
        if (canceled && plan.Options.OnCancellation == CmaeCancellationHandling.Throw)
        {
            throw cancellation.Exception(
                $"Fine-tuning was canceled after {clock.Step} steps. Set OnCancellation = ReturnSoFar to get the best model so far.");
        }
        log.End(EpochOfWeights);
        return new(_best?.Model ?? learner.Export(), _best?.Figures, EpochOfWeights);
    }

    /// <summary>The epoch whose weights are returned; null if it was not finished.</summary>
    private int? EpochOfWeights => _best is { Model: null } last && clock.Step > last.Step ? null : _best?.Epoch;

    private void TrainEpoch()
    {
        for (int step = 0; step < plan.StepsPerEpoch && !clock.IsOver && !cancellation.IsRequested; step++)
        {
            while (learner.AccumulatedBatches < plan.AccumulationSteps)
                learner.Accumulate(clock.Step);
            var schedule = new WarmupCosineSchedule(
                plan.Options.WarmupFraction * clock.TotalSteps, clock.TotalSteps, plan.Options.MinimumLearningRate);
            log.StepCompleted(learner.Step(schedule, clock.Step));
            clock.CompleteStep();
        }
    }

    private void CompleteEpoch(int epoch)
    {
        TFigures? figures = learner.Validate();
        bool isBest = figures is null || _best?.Figures is not { } best || figures.IsBetterThan(best);
        // Without validation the last epoch is the one that counts: its weights are copied at the end.
        if (isBest)
            _best = new BestEpoch(epoch, clock.Step, figures, figures is null ? null : learner.Export());
        log.EpochCompleted(epoch, figures, isBest);
    }

    private bool IsStalled(int epoch) => plan.Options.Patience is { } patience && _best is { } best && epoch - best.Epoch >= patience;

    private sealed record BestEpoch(int Epoch, long Step, TFigures? Figures, TModel? Model);
}
