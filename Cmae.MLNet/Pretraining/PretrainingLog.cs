using Cmae.MLNet.Runtime;
using Cmae.MLNet.Training;
using TorchSharp;

namespace Cmae.MLNet.Pretraining;

/// <summary>Tells of a run: log lines through the MLContext, and the callbacks of the options.</summary>
internal sealed class PretrainingLog(TrainingHost host, PretrainingPlan plan, TrainingClock clock)
{
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(10);

    private TimeSpan _lastLine = TimeSpan.Zero;
    private double _reconstruction, _contrast;
    private int _epochSteps;

    /// <summary>The lines before the first step: what will be trained, on what, with which plan; then what is unusual about it.</summary>
    public void Start(torch.Device device, int skippedImages, long parameters)
    {
        CmaeEncoderConfiguration encoder = plan.Model.Encoder;
        string skipped = skippedImages > 0 ? $" ({skippedImages} unreadable ones skipped)" : "";
        string length = plan.Options.TimeBudget is { } budget ? $"{budget:g} of training" : $"{plan.Epochs} epochs of {plan.StepsPerEpoch} steps";
        host.Info($"Pre-training on {plan.ImageCount} images{skipped}: {TrainingDevice.Describe(device, plan.Model.ComputeType)}.");
        host.Info(FormattableString.Invariant(
            $"Encoder {encoder.Architecture.Width}x{encoder.Architecture.Depth}x{encoder.Architecture.Heads}, {encoder.ImageSize} px in patches of {encoder.PatchSize}, {parameters:n0} parameters trained; {length}, {plan.BatchSize} images x {plan.AccumulationSteps} a step, learning rate {plan.LearningRate:g3}, pixel shift 0..{plan.PixelShift}."));
        foreach (string warning in plan.Warnings())
            host.Warning(warning);
    }

    /// <summary>Notes a step and calls <see cref="CmaePretrainingOptions.StepCompleted"/>.</summary>
    public void StepCompleted(StepResult result, int epoch, double learningRate, double momentum)
    {
        _reconstruction += result.ReconstructionLoss;
        _contrast += result.ContrastiveLoss;
        _epochSteps++;
        plan.Options.StepCompleted?.Invoke(new CmaePretrainingStep(
            clock.Step, clock.PlannedSteps, epoch + 1, PlannedEpochs, result.ReconstructionLoss, result.ContrastiveLoss, learningRate, momentum,
            result.GradientNorm, ImagesSeen, ImagesPerSecond, clock.Remaining));
    }

    /// <summary>Ends an epoch: calls <see cref="CmaePretrainingOptions.EpochCompleted"/>, and writes a line where the last is some seconds old.</summary>
    public void EpochCompleted(int epoch)
    {
        if (_epochSteps == 0)
            return;
        double reconstruction = _reconstruction / _epochSteps, contrast = _contrast / _epochSteps;
        (_reconstruction, _contrast, _epochSteps) = (0, 0, 0);
        plan.Options.EpochCompleted?.Invoke(new CmaePretrainingEpoch(epoch + 1, PlannedEpochs, reconstruction, contrast, ImagesSeen, clock.Elapsed));
        if (epoch > 0 && clock.Elapsed - _lastLine < s_interval)
            return;
        _lastLine = clock.Elapsed;
        host.Info(FormattableString.Invariant(
            $"Epoch {epoch + 1}/{PlannedEpochs}: reconstruction {reconstruction:f4}, contrast {contrast:f4}, {ImagesPerSecond:f0} images/s, {clock.Remaining:hh\\:mm\\:ss} left."));
    }

    /// <summary>The last line, after that of an epoch which was not finished.</summary>
    public void End(TrainingProgress progress)
    {
        EpochCompleted(progress.Epoch);
        host.Info(FormattableString.Invariant($"Pre-training ended after {clock.Step} steps, {ImagesSeen:n0} images seen, {clock.Elapsed:hh\\:mm\\:ss}."));
    }

    private int PlannedEpochs => (int)Math.Ceiling(clock.TotalSteps / plan.StepsPerEpoch);

    private long ImagesSeen => clock.Step * plan.ImagesPerStep;

    private double ImagesPerSecond => clock.TimePerStep > TimeSpan.Zero ? plan.ImagesPerStep / clock.TimePerStep.TotalSeconds : 0;
}
