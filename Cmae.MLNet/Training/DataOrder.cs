using Cmae.MLNet.Runtime;

namespace Cmae.MLNet.Training;

/// <summary>The order in which training sees the images: a new one each epoch, a function of the seed and the epoch alone.</summary>
internal static class DataOrder
{
    /// <summary>The numbers 0..count-1, shuffled.</summary>
    public static int[] Of(int seed, int epoch, int count)
    {
        int[] order = [.. Enumerable.Range(0, count)];
        RandomSource.Stream(seed, (long)RandomPurpose.DataOrder, epoch).Shuffle(order);
        return order;
    }
}
