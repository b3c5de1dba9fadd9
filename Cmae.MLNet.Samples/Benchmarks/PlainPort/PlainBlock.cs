using Cmae.MLNet.Tensors;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Cmae.MLNet.Samples.Benchmarks.PlainPort;

/// <summary>A pre-norm transformer block.</summary>
internal sealed class PlainBlock : Module<Tensor, Tensor>
{
    internal readonly LayerNorm ln1;
    internal readonly PlainAttention attn;
    internal readonly LayerNorm ln2;
    internal readonly PlainMlp ffn;

    public PlainBlock(int width, int heads, int mlpWidth) : base(nameof(PlainBlock))
    {
        ln1 = LayerNorm(width, 1e-6);
        attn = new PlainAttention(width, heads);
        ln2 = LayerNorm(width, 1e-6);
        ffn = new PlainMlp(width, mlpWidth);
        RegisterComponents();
    }

    public static ModuleList<PlainBlock> Stack(int depth, int width, int heads, int mlpWidth) =>
        new([.. Enumerable.Range(0, depth).Select(_ => new PlainBlock(width, heads, mlpWidth))]);

    /// <param name="x">(N, T, D)</param>
    /// <returns>(N, T, D)</returns>
    public override Tensor forward(Tensor x)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor attended = x.Plus(attn.forward(ln1.forward(x)));
        return attended.Plus(ffn.forward(ln2.forward(attended))).MoveToOuterDisposeScope();
    }

    /// <summary>All blocks, one after the other; as in Python, a result goes when the next one is there.</summary>
    public static Tensor RunAll(ModuleList<PlainBlock> blocks, Tensor x)
    {
        foreach (PlainBlock block in blocks)
        {
            Tensor next = block.forward(x);
            x.Dispose();
            x = next;
        }
        return x;
    }
}
