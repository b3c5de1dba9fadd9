using Cmae.MLNet.Encoders;
using Cmae.MLNet.Tensors;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Cmae.MLNet.Modeling;

/// <summary>
/// A pre-norm transformer block: attention and MLP, each behind a LayerNorm and added to its input. The residual stream and the norms
/// stay in the type of the weights; the two branches compute in the type that the block was made for.
/// </summary>
internal sealed class TransformerBlock : Module<Tensor, Tensor?, Tensor>
{
    internal readonly LayerNorm ln1;
    internal readonly Attention attn;
    internal readonly LayerNorm ln2;
    internal readonly Mlp ffn;

    /// <param name="width">Channels of every token (D). Divisible by <paramref name="heads"/>.</param>
    /// <param name="heads">Attention heads.</param>
    /// <param name="mlpWidth">Hidden channels of the MLP.</param>
    /// <param name="computeType">The type that the branches compute in; null for that of the weights.</param>
    public TransformerBlock(int width, int heads, int mlpWidth, ScalarType? computeType) : base(nameof(TransformerBlock))
    {
        ln1 = LayerNorm(width, EncoderLayout.LayerNormEpsilon);
        attn = new Attention(width, heads, computeType);
        ln2 = LayerNorm(width, EncoderLayout.LayerNormEpsilon);
        ffn = new Mlp(width, mlpWidth, computeType);
        RegisterComponents();
    }

    /// <param name="x">(N, T, D)</param>
    /// <param name="branchScales">
    /// (2, N, 1, 1): factors on the attention and the MLP branch of every image, see <see cref="StochasticDepth"/>; null for 1.
    /// </param>
    /// <returns>(N, T, D)</returns>
    public override Tensor forward(Tensor x, Tensor? branchScales = null)
    {
        using DisposeScope scope = NewDisposeScope();
        x = x.Plus(Scaled(attn.forward(ln1.forward(x)), branchScales?[0]));
        x = x.Plus(Scaled(ffn.forward(ln2.forward(x)), branchScales?[1]));
        return x.MoveToOuterDisposeScope();
    }

    /// <summary>As many blocks as <paramref name="depth"/> says, one after the other.</summary>
    public static ModuleList<TransformerBlock> Stack(int depth, int width, int heads, int mlpWidth, ScalarType? computeType) =>
        new([.. Enumerable.Range(0, depth).Select(_ => new TransformerBlock(width, heads, mlpWidth, computeType))]);

    /// <summary>Runs the blocks and lets go of every intermediate result; <paramref name="x"/> is disposed.</summary>
    /// <param name="blocks">The blocks in their order.</param>
    /// <param name="x">(N, T, D)</param>
    /// <param name="branchScales">(blocks, 2, N, 1, 1) for stochastic depth; null runs every branch as it is.</param>
    /// <returns>(N, T, D)</returns>
    public static Tensor RunAll(ModuleList<TransformerBlock> blocks, Tensor x, Tensor? branchScales = null)
    {
        for (int i = 0; i < blocks.Count; i++)
        {
            Tensor next = blocks[i].forward(x, branchScales?[i]);
            x.Dispose();
            x = next;
        }
        return x;
    }

    private static Tensor Scaled(Tensor branch, Tensor? scales) => scales is null ? branch : branch * scales;
}
