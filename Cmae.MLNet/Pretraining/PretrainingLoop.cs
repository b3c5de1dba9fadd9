using Cmae.MLNet.Health;
using Cmae.MLNet.Imaging;
using Cmae.MLNet.Pretraining.RunFolder;
using Cmae.MLNet.Runtime;
using Cmae.MLNet.Training;
using Cmae.MLNet.Training.RunFolder;

namespace Cmae.MLNet.Pretraining;

/// <summary>The order of events in pre-training: steps, epochs, schedules, checkpoints, cancellation.</summary>
/// <param name="plan">What to do.</param>
/// <param name="trainer">Does the steps.</param>
/// <param name="clock">How far the run is.</param>
/// <param name="log">Told of every step and epoch.</param>
/// <param name="recorder">Told of every step, for its checkpoints.</param>
/// <param name="health">Asked after every step; null for none.</param>
/// <param name="cancellation">Asked before every step.</param>
internal sealed class PretrainingLoop(
    PretrainingPlan plan,
    CmaeLearner trainer,
    TrainingClock clock,
    PretrainingLog log,
    IRunRecorder recorder,
    HealthMonitor? health,
    Cancellation cancellation)
{
    /// <summary>Trains until the schedule ends, or until cancellation.</summary>
    /// <param name="start">Where the run stands.</param>
    /// <param name="batches">The micro-batches from there on, without end.</param>
    /// <exception cref="OperationCanceledException">
    /// Training was canceled, and the options do not ask for the encoder so far, or there is none before the first step.
    /// </exception>
    public void Run(TrainingProgress start, IEnumerable<ViewBatch> batches)
    {
        TrainingProgress progress = start;
        if (!IsOver())
        {
            foreach (ViewBatch batch in batches)
            {
                trainer.Accumulate(batch, clock.Step);
                if (trainer.AccumulatedBatches < plan.AccumulationSteps)
                    continue;
                Step(batch.Plan);
                progress = CompleteStep(progress);
                bool isOver = IsOver();
                recorder.Checkpoint(new RunPosition(progress, clock.Extension, clock.IsOver), isOver);
                if (isOver)
                    break;
            }
        }
        log.End(progress);
        ThrowIfCanceled();
    }

    private void Step(ViewBatchPlan batch)
    {
        // In added epochs the momentum stays at its last value.
        double momentumSteps = clock.Extension?.Start ?? clock.TotalSteps;
        var momenta = new MomentumSchedule(plan.Options.Momentum, plan.Options.FinalMomentum, momentumSteps);
        double learningRate = clock.Schedule(plan.Options.WarmupFraction).At(clock.Step, plan.LearningRate);
        // Without momentum the momentum encoder is the online encoder: that is what it starts as when the contrast begins.
        double momentum = batch.HasTarget ? momenta.At(clock.Step) : 0;
        StepResult result = trainer.Step(learningRate, momentum);
        clock.CompleteStep();
        log.StepCompleted(result, batch.Epoch, learningRate, momentum, health?.AfterStep(clock.Step, clock.TotalSteps, clock.IsOver));
    }

    private TrainingProgress CompleteStep(TrainingProgress before)
    {
        var progress = new TrainingProgress(clock.Step, before.Epoch, before.EpochStep + 1, clock.Elapsed);
        if (progress.EpochStep < plan.StepsPerEpoch)
            return progress;
        log.EpochCompleted(before.Epoch);
        return progress with { Epoch = before.Epoch + 1, EpochStep = 0 };
    }

    private bool IsOver() => clock.IsOver || cancellation.IsRequested;

    private void ThrowIfCanceled()
    {
        if (!cancellation.IsRequested)
            return;
        if (clock.Step == 0 && plan.Options.InitializeFrom is null)
        {
            throw cancellation.Exception(
                "Pre-training was canceled before its first step: no step was completed, so there is no encoder to return.");
        }
        if (!clock.IsOver && plan.Options.OnCancellation == CmaeCancellationHandling.Throw)
        {
            throw cancellation.Exception(
                $"Pre-training was canceled after {clock.Step} steps. Set OnCancellation = ReturnSoFar to get the encoder so far, " +
                "or RunDirectory and Resume to continue later.");
        }
    }
}
