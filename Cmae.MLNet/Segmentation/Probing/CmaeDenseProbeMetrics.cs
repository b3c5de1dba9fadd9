namespace Cmae.MLNet;

/// <summary>How well the frozen patch tokens of an encoder tell the classes of pixels apart. Immutable and thread-safe.</summary>
public sealed class CmaeDenseProbeMetrics
{
    internal CmaeDenseProbeMetrics(CmaeSegmentationMetrics linear, CmaeSegmentationMetrics nearestNeighbors) =>
        (Linear, NearestNeighbors) = (linear, nearestNeighbors);

    /// <summary>Of a linear classifier of the tokens.</summary>
    public CmaeSegmentationMetrics Linear { get; }

    /// <summary>Of the votes of the nearest tokens of the train images: nothing is trained.</summary>
    public CmaeSegmentationMetrics NearestNeighbors { get; }
}
