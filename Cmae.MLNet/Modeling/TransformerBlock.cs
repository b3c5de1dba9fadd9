using Cmae.MLNet.Tensors;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Cmae.MLNet.Modeling;

/// <summary>
/// A pre-norm transformer block: attention and MLP, each behind a LayerNorm and added to its input. The residual stream and the norms
/// are fp32; the two branches compute in the type that the block was made for.
/// </summary>
internal sealed class TransformerBlock : Module<Tensor, Tensor>
{
    /// <summary>The epsilon of every LayerNorm in CMAE.</summary>
    public const double LayerNormEpsilon = 1e-6;

    internal readonly LayerNorm ln1;
    internal readonly Attention attn;
    internal readonly LayerNorm ln2;
    internal readonly Mlp ffn;

    private readonly ScalarType? _computeType;

    public TransformerBlock(int width, int heads, int mlpWidth, ScalarType? computeType) : base(nameof(TransformerBlock))
    {
        _computeType = computeType;
        ln1 = LayerNorm(width, LayerNormEpsilon);
        attn = new Attention(width, heads);
        ln2 = LayerNorm(width, LayerNormEpsilon);
        ffn = new Mlp(width, mlpWidth);
        RegisterComponents();
    }

    /// <param name="x">(N, T, D)</param>
    /// <returns>(N, T, D)</returns>
    public override Tensor forward(Tensor x)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor attended = x.Plus(Attention(x));
        Tensor output = attended.Plus(Mlp(attended));
        return output.MoveToOuterDisposeScope();
    }

    /// <summary>The block with stochastic depth.</summary>
    /// <param name="x">(N, T, D)</param>
    /// <param name="branchScales">(2, N, 1, 1): factors on the attention and the MLP branch of every image, see <see cref="StochasticDepth"/>.</param>
    /// <returns>(N, T, D)</returns>
    public Tensor forward(Tensor x, Tensor branchScales)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor attended = x.Plus(Attention(x) * branchScales[0]);
        Tensor output = attended.Plus(Mlp(attended) * branchScales[1]);
        return output.MoveToOuterDisposeScope();
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
            Tensor next = branchScales is null ? blocks[i].forward(x) : blocks[i].forward(x, branchScales[i]);
            x.Dispose();
            x = next;
        }
        return x;
    }

    private Tensor Attention(Tensor x) => attn.forward(ln1.forward(x).RoundedTo(_computeType));

    private Tensor Mlp(Tensor x) => ffn.forward(ln2.forward(x).RoundedTo(_computeType));
}
