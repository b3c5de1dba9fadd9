using Cmae.MLNet.Tensors;
using TorchSharp;
using static TorchSharp.torch;

namespace Cmae.MLNet.Modeling;

/// <summary>
/// Drop path: in training, each residual branch is left out for some of the images, the more often the deeper it lies, and scaled up for
/// the others.
/// </summary>
internal static class StochasticDepth
{
    /// <summary>The rate of every block: from 0 at the first to the full rate at the last, evenly spaced.</summary>
    public static double[] Rates(int depth, double fullRate) =>
        [.. Enumerable.Range(0, depth).Select(block => depth == 1 ? 0 : fullRate * block / (depth - 1))];

    /// <summary>The factor on every branch: 0 where it is left out, 1 / (1 - rate) where it is kept.</summary>
    /// <param name="noise">(blocks, 2, N), uniform in [0, 1): for every image and block the attention, then the MLP.</param>
    /// <param name="fullRate">Rate of the last block.</param>
    /// <returns>(blocks, 2, N, 1, 1)</returns>
    public static Tensor BranchScales(Tensor noise, double fullRate)
    {
        using DisposeScope scope = NewDisposeScope();
        double[] kept = Array.ConvertAll(Rates((int)noise.shape[0], fullRate), rate => 1 - rate);
        Tensor keep = tensor(kept, noise.dtype, noise.device).view(-1, 1, 1);
        return (noise.Plus(keep).floor() / keep).unsqueeze(-1).unsqueeze(-1).MoveToOuterDisposeScope();
    }
}
