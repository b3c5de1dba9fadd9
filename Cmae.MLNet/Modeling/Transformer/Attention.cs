using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Cmae.MLNet.Modeling;

/// <summary>Multi-head self-attention with one projection for query, key and value.</summary>
internal sealed class Attention : Module<Tensor, Tensor>
{
    internal readonly MixedLinear qkv;
    internal readonly MixedLinear proj;
    private readonly int _heads;

    /// <param name="width">Channels of every token (D). Divisible by <paramref name="heads"/>.</param>
    /// <param name="heads">Attention heads (H).</param>
    /// <param name="computeType">The type to compute in; null for that of the weights.</param>
    public Attention(int width, int heads, ScalarType? computeType) : base(nameof(Attention))
    {
        _heads = heads;
        qkv = new MixedLinear(width, 3 * width, computeType);
        proj = new MixedLinear(width, width, computeType);
        RegisterComponents();
    }

    /// <param name="x">(N, T, D)</param>
    /// <returns>(N, T, D)</returns>
    public override Tensor forward(Tensor x)
    {
        using DisposeScope scope = NewDisposeScope();
        (long batch, long tokens, long width) = (x.shape[0], x.shape[1], x.shape[2]);
        Tensor[] queryKeyValue = qkv.forward(x)                                                         // (N, T, 3D)
            .view(batch, tokens, 3, _heads, width / _heads)                                             // (N, T, 3, H, D/H)
            .permute(2, 0, 3, 1, 4)                                                                     // (3, N, H, T, D/H)
            .unbind(0);
        Tensor attended = DotProductAttention.Attend(queryKeyValue[0], queryKeyValue[1], queryKeyValue[2]); // (N, H, T, D/H)
        Tensor joined = attended.transpose(1, 2).reshape(batch, tokens, width);                         // (N, T, D)
        return proj.forward(joined).MoveToOuterDisposeScope();
    }
}
