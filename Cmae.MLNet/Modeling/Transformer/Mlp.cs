using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Cmae.MLNet.Modeling;

/// <summary>The feed-forward half of a transformer block: linear, exact GELU, linear.</summary>
internal sealed class Mlp : Module<Tensor, Tensor>
{
    /// <summary>Nested as in the official code, for the names <c>layers.0.0</c> and <c>layers.1</c>.</summary>
    internal readonly Sequential layers;

    /// <param name="width">Channels of every token (D).</param>
    /// <param name="hiddenWidth">Channels between the two linear layers.</param>
    /// <param name="computeType">The type to compute in; null for that of the weights.</param>
    public Mlp(int width, int hiddenWidth, ScalarType? computeType) : base(nameof(Mlp))
    {
        layers = Sequential(
            Sequential(new MixedLinear(width, hiddenWidth, computeType), GELU()),   // (N, T, hidden width)
            new MixedLinear(hiddenWidth, width, computeType));                      // (N, T, D)
        RegisterComponents();
    }

    /// <param name="x">(N, T, D)</param>
    /// <returns>(N, T, D)</returns>
    public override Tensor forward(Tensor x) => layers.forward(x);
}
