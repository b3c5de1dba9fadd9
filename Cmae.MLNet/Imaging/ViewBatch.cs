namespace Cmae.MLNet.Imaging;

/// <summary>Which images make up a batch.</summary>
/// <param name="Epoch">Number of the epoch, part of every image's random stream.</param>
/// <param name="Indices">Numbers of the images in the store.</param>
internal sealed record BatchPlan(int Epoch, int[] Indices);

/// <summary>The two views of a batch of images. Its arrays are filled again and again: valid until the next batch is asked for.</summary>
internal sealed class ViewBatch
{
    public ViewBatch(int capacity, int viewLength)
    {
        Online = new byte[(long)capacity * viewLength];
        Target = new byte[(long)capacity * viewLength];
    }

    /// <summary>Count × S × S × 3 values, R,G,B; the array may be longer.</summary>
    public byte[] Online { get; }

    /// <summary>Count × S × S × 3 values, R,G,B; the array may be longer.</summary>
    public byte[] Target { get; }

    /// <summary>The images in it.</summary>
    public required BatchPlan Plan { get; set; }

    /// <summary>Number of images.</summary>
    public int Count => Plan.Indices.Length;
}
