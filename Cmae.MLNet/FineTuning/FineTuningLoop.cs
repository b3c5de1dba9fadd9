using Cmae.MLNet.FineTuning.RunFolder;
using Cmae.MLNet.Runtime;
using Cmae.MLNet.Training;
using Cmae.MLNet.Training.RunFolder;

namespace Cmae.MLNet.FineTuning;

/// <summary>The order of events in fine-tuning, for any task: steps, epochs, validation, checkpoints, early stopping, cancellation.</summary>
/// <param name="plan">What to do.</param>
/// <param name="learner">Does the steps.</param>
/// <param name="run">Where the run stands; kept up to date.</param>
/// <param name="clock">How far the run is.</param>
/// <param name="log">Told of every step and epoch.</param>
/// <param name="recorder">Told of every step, for its checkpoints, and of the best epochs.</param>
/// <param name="cancellation">Asked before every step.</param>
internal sealed class FineTuningLoop<TModel, TFigures>(
    FineTuningPlan plan,
    ITaskLearner<TModel, TFigures> learner,
    FineTuningRun<TModel, TFigures> run,
    TrainingClock clock,
    FineTuningLog<TFigures> log,
    IFineTuningRecorder recorder,
    Cancellation cancellation)
    where TModel : class
    where TFigures : class, ITaskFigures<TFigures>
{
    /// <summary>Trains until the schedule ends, until nothing gets better, or until cancellation.</summary>
    /// <exception cref="OperationCanceledException">
    /// Training was canceled, and the options do not ask for the model so far, or there is none before the first step.
    /// </exception>
    public FineTuningResult<TModel, TFigures> Run()
    {
        if (IsEpochTrained && !IsOver()) // it was canceled between the last step of an epoch and its validation
            CompleteEpoch();
        while (!IsOver())
        {
            Step();
            if ((IsEpochTrained && !cancellation.IsRequested) || clock.IsOver)
                CompleteEpoch();
            recorder.Checkpoint(new RunPosition(run.Progress, clock.Extension, clock.IsOver || IsStalled()), IsOver());
        }
        ThrowIfCanceled();
        log.End(run.Progress.Epoch + 1, EpochOfWeights);
        return new(run.Best?.Model ?? learner.Export(), run.Best?.Figures, EpochOfWeights);
    }

    /// <summary>The epoch whose weights are returned; null if it was not finished.</summary>
    private int? EpochOfWeights => run.Best is { Model: null } last && clock.Step > last.Step ? null : run.Best?.Epoch;

    private bool IsEpochTrained => run.Progress.EpochStep == plan.StepsPerEpoch;

    private void Step()
    {
        while (learner.AccumulatedBatches < plan.AccumulationSteps)
            learner.Accumulate(clock.Step);
        FineTuningStep<TFigures> result = learner.Step(
            clock.Schedule(plan.Options.WarmupFraction, plan.Options.MinimumLearningRate), clock.Step);
        clock.CompleteStep();
        TrainingProgress before = run.Progress;
        run.Progress = new(clock.Step, before.Epoch, before.EpochStep + 1, clock.Elapsed);
        run.StepsOfEpoch.Add(result.Figures);
        log.StepCompleted(result, before.Epoch + 1);
    }

    private void CompleteEpoch()
    {
        int epoch = run.Progress.Epoch + 1;
        TFigures? figures = learner.Validate();
        bool isBest = figures is null || run.Best?.Figures is not { } best || figures.IsBetterThan(best);
        // Without validation the last epoch is the one that counts: its weights are copied at the end.
        if (isBest)
            run.Best = new(epoch, clock.Step, figures, figures is null ? null : learner.Export());
        if (isBest && figures is not null)
            recorder.KeepBest();
        TFigures train = TFigures.Mean(run.StepsOfEpoch);
        if (IsEpochTrained) // one that the end of the time cut short goes on if epochs are added
        {
            run.Progress = run.Progress with { Epoch = epoch, EpochStep = 0 };
            run.StepsOfEpoch.Clear();
        }
        log.EpochCompleted(epoch, train, figures, isBest);
    }

    private bool IsOver() => clock.IsOver || IsStalled() || cancellation.IsRequested;

    /// <summary>Whether the patience is over; added epochs have it anew.</summary>
    private bool IsStalled()
    {
        if (plan.Options.Patience is not { } patience || run.Best is not { } best)
            return false;
        long since = Math.Max(best.Epoch, (clock.Extension?.Start ?? 0) / plan.StepsPerEpoch);
        return run.Progress.Epoch - since >= patience;
    }

    private void ThrowIfCanceled()
    {
        if (!cancellation.IsRequested || clock.IsOver || IsStalled())
            return;
        if (clock.Step == 0)
            throw cancellation.Exception("Fine-tuning was canceled before its first step: there is no model yet.");
        if (plan.Options.OnCancellation == CmaeCancellationHandling.Throw)
        {
            throw cancellation.Exception(
                $"Fine-tuning was canceled after {clock.Step} steps. Set OnCancellation = ReturnSoFar to get the best model so far, " +
                "or RunDirectory and Resume to continue later.");
        }
    }
}
