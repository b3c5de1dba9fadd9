namespace Cmae.MLNet.Samples.Tool.Display;

/// <summary>The figures of a step in words, alike in every display.</summary>
internal static class StepText
{
    public static string Epoch(CmaePretrainingStep step) => $"{step.Epoch}/{step.TotalEpochs}";

    public static string Step(CmaePretrainingStep step) => $"{step.Step}/{step.TotalSteps}";

    public static string Speed(CmaePretrainingStep step) => $"{step.ImagesPerSecond:F0} images/s";

    public static string Remaining(CmaePretrainingStep step) => step.Remaining.TotalHours >= 1
        ? $"{(int)step.Remaining.TotalHours}:{step.Remaining:mm\\:ss}"
        : $"{step.Remaining:m\\:ss}";

    public static string Loss(double loss) => $"{loss:F4}";

    public static string LearningRate(CmaePretrainingStep step) => $"{step.LearningRate:E1}";

    public static string Momentum(CmaePretrainingStep step) => $"{step.Momentum:F4}";

    /// <summary>All of them in one line.</summary>
    public static string Line(CmaePretrainingStep step) =>
        $"epoch {Epoch(step)}, step {Step(step)}, {Speed(step)}, {Remaining(step)} left, "
        + $"reconstruction {Loss(step.ReconstructionLoss)}, contrastive {Loss(step.ContrastiveLoss)}, "
        + $"learning rate {LearningRate(step)}, momentum {Momentum(step)}";
}
