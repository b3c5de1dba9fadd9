using static TorchSharp.torch;

namespace Cmae.MLNet.Classification;

/// <summary>Classes as rows of a 1 and zeros, which can be smoothed and mixed.</summary>
internal static class OneHot
{
    /// <returns>(N, classes)</returns>
    public static Tensor Of(int[] labels, int classCount, Device device)
    {
        var values = new float[labels.Length * classCount];
        for (int i = 0; i < labels.Length; i++)
            values[(i * classCount) + labels[i]] = 1;
        return tensor(values, [labels.Length, classCount], device: device);
    }
}
