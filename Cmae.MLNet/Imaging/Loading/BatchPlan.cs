namespace Cmae.MLNet.Imaging;

/// <summary>Which images make up a batch.</summary>
/// <param name="Epoch">Number of the epoch, part of every image's random stream.</param>
/// <param name="Indices">Numbers of the images in the store.</param>
internal sealed record BatchPlan(int Epoch, int[] Indices);
