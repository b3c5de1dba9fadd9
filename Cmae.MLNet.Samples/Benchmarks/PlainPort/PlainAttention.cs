using Cmae.MLNet.Tensors;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Cmae.MLNet.Samples.Benchmarks.PlainPort;

/// <summary>Self-attention as two products with a softmax between them.</summary>
internal sealed class PlainAttention : Module<Tensor, Tensor>
{
    internal readonly Linear qkv;
    internal readonly Linear proj;
    private readonly int _heads;

    public PlainAttention(int width, int heads) : base(nameof(PlainAttention))
    {
        _heads = heads;
        qkv = Linear(width, 3 * width);
        proj = Linear(width, width);
        RegisterComponents();
    }

    /// <param name="x">(N, T, D)</param>
    /// <returns>(N, T, D)</returns>
    public override Tensor forward(Tensor x)
    {
        using DisposeScope scope = NewDisposeScope();
        (long batch, long tokens, long width) = (x.shape[0], x.shape[1], x.shape[2]);
        Tensor parts = qkv.forward(x).reshape(batch, tokens, 3, _heads, width / _heads).permute(2, 0, 3, 1, 4);  // (3, N, H, T, D/H)
        (Tensor query, Tensor key, Tensor value) = (parts[0], parts[1], parts[2]);
        Tensor scores = query.matmul(key.transpose(-2, -1)).Times(Math.Pow(width / _heads, -0.5));                     // (N, H, T, T)
        Tensor mixed = scores.softmax(-1).matmul(value);                                                          // (N, H, T, D/H)
        return proj.forward(mixed.transpose(1, 2).reshape(batch, tokens, width)).MoveToOuterDisposeScope();
    }
}
