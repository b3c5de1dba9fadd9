using Cmae.MLNet.Tensors;
using static TorchSharp.torch;

namespace Cmae.MLNet.Samples.Benchmarks.PlainPort;

/// <summary>Blocks of 2×2 patches, of which those with the smallest noise stay visible.</summary>
/// <param name="Mask">(N, L): 1 where a patch is masked.</param>
/// <param name="IdsKeep">(N, V): numbers of the visible patches.</param>
/// <param name="IdsRestore">(N, L): place of every patch in the order "visible, then masked".</param>
internal sealed record PlainMask(Tensor Mask, Tensor IdsKeep, Tensor IdsRestore)
{
    /// <param name="noise">(N, L/4), uniform in [0, 1).</param>
    /// <param name="maskRatio">Share of the blocks that is masked.</param>
    public static PlainMask Of(Tensor noise, double maskRatio)
    {
        (long batch, long blocks) = (noise.shape[0], noise.shape[1]);
        (long keep, long side) = ((long)(blocks * (1 - maskRatio)), (long)Math.Sqrt(blocks));
        Tensor rank = noise.argsort(1).argsort(1);
        Tensor mask = rank.IsAtLeast(keep).to_type(ScalarType.Float32)
            .reshape(batch, side, 1, side, 1).repeat(1, 1, 2, 1, 2).reshape(batch, 4 * blocks);
        Tensor idsShuffle = mask.argsort(1);
        return new PlainMask(mask, idsShuffle.slice(1, 0, 4 * keep, 1), idsShuffle.argsort(1));
    }
}
