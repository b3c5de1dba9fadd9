namespace Cmae.MLNet.Onnx;

/// <summary>Which outputs a graph for one image has: names, or null for those that are left out.</summary>
/// <param name="LabelMap">[S, S], bytes: the class of every place, stretched over the whole image.</param>
/// <param name="ClassShares">[K]: the share of the places that each class has.</param>
/// <param name="Probabilities">[K, S, S]</param>
/// <param name="Picture">[S, S, 3], bytes: the places in the colors of their classes, R,G,B.</param>
internal sealed record SegmentationOutputs(string? LabelMap, string? ClassShares, string? Probabilities = null, string? Picture = null)
{
    /// <summary>The names of the outputs that there are.</summary>
    public string[] Names => [.. new[] { LabelMap, ClassShares, Probabilities, Picture }.OfType<string>()];
}
