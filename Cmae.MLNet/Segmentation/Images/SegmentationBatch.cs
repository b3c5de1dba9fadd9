using Cmae.MLNet.Imaging;

namespace Cmae.MLNet.Segmentation;

/// <summary>A batch of views with their classes. Its arrays are reused: they are valid until the next batch is requested.</summary>
internal sealed class SegmentationBatch(int capacity, int side)
{
    /// <summary>Count × S × S × 3 values, R,G,B; the array may be longer.</summary>
    public byte[] Pixels { get; } = new byte[(long)capacity * 3 * side * side];

    /// <summary>Count × S × S classes; the array may be longer.</summary>
    public byte[] Classes { get; } = new byte[(long)capacity * side * side];

    /// <summary>The images in it.</summary>
    public required BatchPlan Plan { get; set; }

    /// <summary>Number of images.</summary>
    public int Count => Plan.Indices.Length;
}
