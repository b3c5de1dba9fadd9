namespace Cmae.MLNet.Tests.Samples.Tool.Display;

/// <summary>A clock that a test moves.</summary>
internal sealed class ManualTime : TimeProvider
{
    public int Seconds { get; set; }

    public override long TimestampFrequency => 1;

    public override long GetTimestamp() => Seconds;

    public static CmaePretrainingStep Step(
        int step, int total, double contrast = 0.25, CmaePretrainingHealth? initial = null, CmaePretrainingHealth? health = null) => new()
    {
        Step = step,
        TotalSteps = total,
        Epoch = 2,
        TotalEpochs = 5,
        ReconstructionLoss = 0.5,
        ContrastiveLoss = contrast,
        LearningRate = 1e-3,
        Momentum = contrast == 0 ? 0 : 0.996,
        GradientNorm = double.NaN,
        ImagesSeen = 1000,
        ImagesPerSecond = 123,
        Remaining = TimeSpan.FromSeconds(65),
        InitialHealth = initial,
        Health = health,
    };
}
