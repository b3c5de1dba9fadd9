using Cmae.MLNet.Tensors;
using TorchSharp;
using static TorchSharp.torch;

namespace Cmae.MLNet.Modeling;

/// <summary>Which patch tokens of every image the online encoder sees. The tensors live in the dispose scope they were made in.</summary>
/// <param name="Mask">(N, L): 1 where a token is masked, 0 where it is visible.</param>
/// <param name="IdsKeep">(N, V): the indices of the visible tokens.</param>
/// <param name="IdsHidden">(N, L - V): the indices of the masked tokens.</param>
/// <param name="IdsRestore">(N, L): for every token its place in the order "visible, then masked".</param>
internal sealed record TokenMask(Tensor Mask, Tensor IdsKeep, Tensor IdsHidden, Tensor IdsRestore)
{
    /// <summary>
    /// How many of <paramref name="units"/> blocks or patches stay visible: computed in double and truncated, as the official code does.
    /// </summary>
    public static int VisibleUnits(int units, double maskRatio) => (int)(units * (1 - maskRatio));

    /// <summary>Masks single patches, as MAE does: those with the smallest noise stay visible, in the order of their noise.</summary>
    /// <param name="noise">(N, L), uniform in [0, 1).</param>
    /// <param name="maskRatio">Share of patches to mask.</param>
    public static TokenMask OfPatches(Tensor noise, double maskRatio)
    {
        using DisposeScope scope = NewDisposeScope();
        int visible = VisibleUnits((int)noise.shape[1], maskRatio);
        Tensor idsShuffle = AscendingOrder(noise);             // (N, L)
        Tensor rank = AscendingOrder(idsShuffle);              // (N, L), the inverse permutation
        return new TokenMask(
            rank.IsAtLeast(visible).to_type(ScalarType.Float32).MoveToOuterDisposeScope(),
            idsShuffle.narrow(1, 0, visible).MoveToOuterDisposeScope(),
            idsShuffle.narrow(1, visible, noise.shape[1] - visible).MoveToOuterDisposeScope(),
            rank.MoveToOuterDisposeScope());
    }

    /// <summary>
    /// Masks blocks of 2×2 patches, as CMAE does: the blocks with the smallest noise stay visible, their tokens in ascending order.
    /// </summary>
    /// <param name="noise">(N, L/4), uniform in [0, 1), row by row of the grid of blocks.</param>
    /// <param name="maskRatio">Share of blocks to mask.</param>
    public static TokenMask OfBlocks(Tensor noise, double maskRatio)
    {
        using DisposeScope scope = NewDisposeScope();
        (long batch, int blocks) = (noise.shape[0], (int)noise.shape[1]);
        int side = (int)Math.Sqrt(blocks);
        int visible = VisibleUnits(blocks, maskRatio);
        Tensor rank = AscendingOrder(AscendingOrder(noise));   // (N, S): a block's place by noise
        Tensor mask = rank.IsAtLeast(visible).to_type(ScalarType.Float32)
            .view(batch, side, 1, side, 1)
            .expand(batch, side, 2, side, 2)                   // every block is 2×2 tokens
            .reshape(batch, 4 * blocks);                       // (N, L)
        Tensor idsShuffle = AscendingOrder(mask);              // visible tokens ascending, then masked ones ascending
        return new TokenMask(
            mask.MoveToOuterDisposeScope(),
            idsShuffle.narrow(1, 0, 4 * visible).MoveToOuterDisposeScope(),
            idsShuffle.narrow(1, 4 * visible, 4 * (blocks - visible)).MoveToOuterDisposeScope(),
            AscendingOrder(idsShuffle).MoveToOuterDisposeScope());
    }

    /// <summary>Takes the visible tokens.</summary>
    /// <param name="tokens">(N, L, D)</param>
    /// <returns>(N, V, D)</returns>
    public Tensor Visible(Tensor tokens) => Take(tokens, IdsKeep);

    /// <summary>Takes the masked tokens.</summary>
    /// <param name="tokens">(N, L, D)</param>
    /// <returns>(N, L - V, D)</returns>
    public Tensor Hidden(Tensor tokens) => Take(tokens, IdsHidden);

    private static Tensor Take(Tensor tokens, Tensor ids) => tokens.gather(1, ids.unsqueeze(-1).expand(-1, -1, tokens.shape[2]));

    /// <summary>The indices that sort every row; equal values stay in their order.</summary>
    private static Tensor AscendingOrder(Tensor values) => values.sort(1, descending: false, stable: true).Indices;
}
