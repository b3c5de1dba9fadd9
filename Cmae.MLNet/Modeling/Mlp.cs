using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Cmae.MLNet.Modeling;

/// <summary>The feed-forward half of a transformer block: linear, exact GELU, linear.</summary>
internal sealed class Mlp : Module<Tensor, Tensor>
{
    /// <summary>Nested as in the official code, for the names <c>layers.0.0</c> and <c>layers.1</c>.</summary>
    internal readonly Sequential layers;

    public Mlp(int width, int hiddenWidth) : base(nameof(Mlp))
    {
        layers = Sequential(Sequential(Linear(width, hiddenWidth), GELU()), Linear(hiddenWidth, width));
        RegisterComponents();
    }

    /// <param name="x">(N, T, D)</param>
    /// <returns>(N, T, D)</returns>
    public override Tensor forward(Tensor x) => layers.forward(x);
}
