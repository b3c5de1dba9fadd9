namespace Cmae.MLNet.Imaging;

/// <summary>Which images make up a batch.</summary>
/// <param name="Epoch">Number of the epoch, part of every image's random stream.</param>
/// <param name="Indices">Numbers of the images in the store.</param>
internal record BatchPlan(int Epoch, int[] Indices)
{
    /// <summary>Checks that the images fit into a batch.</summary>
    /// <param name="capacity">Number of images that the batch has room for.</param>
    /// <exception cref="ArgumentException">They do not.</exception>
    public void RequireRoom(int capacity)
    {
        if (Indices.Length > capacity)
            throw new ArgumentException($"A batch of {Indices.Length} images is planned, but there is only room for {capacity}.");
    }
}
