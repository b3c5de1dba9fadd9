namespace Cmae.MLNet.Imaging;

/// <summary>Which images and views make up a batch.</summary>
/// <param name="Epoch">Number of the epoch, part of every image's random stream.</param>
/// <param name="Indices">Numbers of the images in the store.</param>
/// <param name="HasTarget">Whether the step compares views: a step that only reconstructs does not need the target views.</param>
internal sealed record ViewBatchPlan(int Epoch, int[] Indices, bool HasTarget) : BatchPlan(Epoch, Indices);

/// <summary>The views of a batch of images. Its arrays are reused: they are valid until the next batch is requested.</summary>
internal sealed class ViewBatch
{
    public ViewBatch(int capacity, int viewLength)
    {
        Online = new byte[(long)capacity * viewLength];
        Target = new byte[(long)capacity * viewLength];
    }

    /// <summary>Count × S × S × 3 values, R,G,B; the array may be longer.</summary>
    public byte[] Online { get; }

    /// <summary>Count × S × S × 3 values, R,G,B; the array may be longer. Meaningless if the plan has no target.</summary>
    public byte[] Target { get; }

    /// <summary>The images and views in it.</summary>
    public required ViewBatchPlan Plan { get; set; }

    /// <summary>Number of images.</summary>
    public int Count => Plan.Indices.Length;
}
