namespace Cmae.MLNet;

/// <summary>Test accuracy of classification by the nearest train rows.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed class CmaeNearestNeighborsMetrics
{
    internal CmaeNearestNeighborsMetrics(CmaeAccuracy accuracy, IReadOnlyList<uint> predictedLabels, int k, double temperature) =>
        (Accuracy, PredictedLabels, K, Temperature) = (accuracy, predictedLabels, k, temperature);

    /// <summary>Share of the test rows that were classified correctly, with its interval and the number of test rows.</summary>
    public CmaeAccuracy Accuracy { get; }

    /// <summary>The predicted class of every test row, in the order of the rows: a key as in the label column, 1 for the first class.</summary>
    public IReadOnlyList<uint> PredictedLabels { get; }

    /// <summary>Number of train rows that voted on a test row.</summary>
    public int K { get; }

    /// <summary>The temperature by which the similarities were divided.</summary>
    public double Temperature { get; }
}
