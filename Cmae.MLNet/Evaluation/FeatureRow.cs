namespace Cmae.MLNet.Evaluation;

/// <summary>The features and the class of one row.</summary>
internal sealed class FeatureRow
{
    public float[] Features { get; init; } = [];

    /// <summary>The class, counted from 0: ML.NET expects keys in this form when it loads data from objects.</summary>
    public uint Label { get; init; }
}
