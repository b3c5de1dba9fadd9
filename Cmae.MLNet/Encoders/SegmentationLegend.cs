namespace Cmae.MLNet.Encoders;

/// <summary>What the classes of a segmentation are called, and in which colors pictures show them.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
/// <param name="Names">The names in the order of the head's outputs.</param>
/// <param name="Colors">A color for each of them, 0xRRGGBB.</param>
internal sealed record SegmentationLegend(IReadOnlyList<string> Names, IReadOnlyList<int> Colors)
{
    /// <summary>The colors as rows of R,G,B.</summary>
    public byte[] Palette() => [.. Colors.SelectMany(color => (byte[])[(byte)(color >> 16), (byte)(color >> 8), (byte)color])];
}
