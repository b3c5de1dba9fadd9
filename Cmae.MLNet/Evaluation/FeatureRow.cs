namespace Cmae.MLNet.Evaluation;

/// <summary>Features and class of one row.</summary>
internal sealed class FeatureRow
{
    public float[] Features { get; init; } = [];

    /// <summary>The class, counted from 0, as ML.NET takes keys from objects.</summary>
    public uint Label { get; init; }
}
