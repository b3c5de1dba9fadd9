namespace Cmae.MLNet.Tests.Samples.Tool.Display;

/// <summary>A clock that a test moves.</summary>
internal sealed class ManualTime : TimeProvider
{
    public int Seconds { get; set; }

    public override long TimestampFrequency => 1;

    public override long GetTimestamp() => Seconds;

    public static CmaePretrainingStep Step(int step, int total) =>
        new(step, total, 2, 5, 0.5, 0.25, 1e-3, 0.996, double.NaN, 1000, 123, TimeSpan.FromSeconds(65));
}
