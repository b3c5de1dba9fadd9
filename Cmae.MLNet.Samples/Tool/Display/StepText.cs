namespace Cmae.MLNet.Samples.Tool.Display;

/// <summary>The figures of a step in words, alike in every display.</summary>
internal static class StepText
{
    /// <summary>Names and values of what is known of a step.</summary>
    /// <param name="step">The step.</param>
    /// <param name="options">Say when the contrast begins.</param>
    /// <param name="health">What was measured so far.</param>
    public static IEnumerable<(string Name, string Value)> Figures(
        CmaePretrainingStep step, CmaePretrainingOptions options, HealthMemory health) =>
    [
        ("epoch", $"{step.Epoch}/{step.TotalEpochs}"),
        ("step", $"{step.Step}/{step.TotalSteps}"),
        ("speed", $"{step.ImagesPerSecond:F0} images/s"),
        ("left", Remaining(step)),
        ("reconstruction", $"{step.ReconstructionLoss:F4}"),
        .. Contrast(step, options),
        ("learning rate", $"{step.LearningRate:E1}"),
        .. Momentum(step),
        .. health.Figures,
    ];

    /// <summary>All of them in one line.</summary>
    public static string Line(CmaePretrainingStep step, CmaePretrainingOptions options, HealthMemory health) =>
        string.Join(", ", Figures(step, options, health).Select(figure => figure.Name switch
        {
            "speed" => figure.Value,
            "left" => $"{figure.Value} left",
            _ => $"{figure.Name} {figure.Value}",
        }));

    private static string Remaining(CmaePretrainingStep step) => step.Remaining.TotalHours >= 1
        ? $"{(int)step.Remaining.TotalHours}:{step.Remaining:mm\\:ss}"
        : $"{step.Remaining:m\\:ss}";

    /// <summary>The loss; before the contrast begins, when it does; nothing for plain MAE.</summary>
    private static IEnumerable<(string Name, string Value)> Contrast(CmaePretrainingStep step, CmaePretrainingOptions options)
    {
        if (options.ContrastiveWeight == 0)
            return [];
        return step.ContrastiveLoss == 0
            ? [("contrast", ContrastText.Beginning(options.ContrastiveDelay))]
            : [("contrastive", $"{step.ContrastiveLoss:F4}")];
    }

    /// <summary>That of the contrast; there is none before it begins.</summary>
    private static IEnumerable<(string Name, string Value)> Momentum(CmaePretrainingStep step) =>
        step.Momentum == 0 ? [] : [("momentum", $"{step.Momentum:F4}")];
}
