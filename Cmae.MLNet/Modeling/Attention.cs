using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Cmae.MLNet.Modeling;

/// <summary>Multi-head self-attention with one projection for query, key and value.</summary>
internal sealed class Attention : Module<Tensor, Tensor>
{
    internal readonly Linear qkv;
    internal readonly Linear proj;
    private readonly int _heads;

    public Attention(int width, int heads) : base(nameof(Attention))
    {
        _heads = heads;
        qkv = Linear(width, 3 * width);
        proj = Linear(width, width);
        RegisterComponents();
    }

    /// <param name="x">(N, T, D), in the type to compute in</param>
    /// <returns>(N, T, D), in the same type</returns>
    public override Tensor forward(Tensor x)
    {
        using DisposeScope scope = NewDisposeScope();
        (long batch, long tokens, long width) = (x.shape[0], x.shape[1], x.shape[2]);
        Tensor[] queryKeyValue = qkv.ComputeIn(x)                     // (N, T, 3D)
            .view(batch, tokens, 3, _heads, width / _heads)           // (N, T, 3, H, D/H)
            .permute(2, 0, 3, 1, 4)                                   // (3, N, H, T, D/H)
            .unbind(0);
        Tensor attended = MixedPrecision.Attend(queryKeyValue[0], queryKeyValue[1], queryKeyValue[2]);  // (N, H, T, D/H)
        Tensor joined = attended.transpose(1, 2).reshape(batch, tokens, width);
        return proj.ComputeIn(joined).MoveToOuterDisposeScope();
    }
}
