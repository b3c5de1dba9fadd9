using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Cmae.MLNet.Modeling;

/// <summary>A pre-norm transformer block: attention and MLP, each behind a LayerNorm and added to its input.</summary>
internal sealed class TransformerBlock : Module<Tensor, Tensor>
{
    /// <summary>The epsilon of every LayerNorm in CMAE.</summary>
    public const double LayerNormEpsilon = 1e-6;

    internal readonly LayerNorm ln1;
    internal readonly Attention attn;
    internal readonly LayerNorm ln2;
    internal readonly Mlp ffn;

    public TransformerBlock(int width, int heads, int mlpWidth) : base(nameof(TransformerBlock))
    {
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
        Tensor attended = x + attn.forward(ln1.forward(x));
        Tensor output = attended + ffn.forward(ln2.forward(attended));
        return output.MoveToOuterDisposeScope();
    }

    /// <summary>As many blocks as <paramref name="depth"/> says, one after the other.</summary>
    public static ModuleList<TransformerBlock> Stack(int depth, int width, int heads, int mlpWidth) =>
        new([.. Enumerable.Range(0, depth).Select(_ => new TransformerBlock(width, heads, mlpWidth))]);

    /// <summary>Runs the blocks and lets go of every intermediate result; <paramref name="x"/> is disposed.</summary>
    public static Tensor RunAll(ModuleList<TransformerBlock> blocks, Tensor x)
    {
        foreach (TransformerBlock block in blocks)
        {
            Tensor next = block.forward(x);
            x.Dispose();
            x = next;
        }
        return x;
    }
}
