using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Cmae.MLNet.Modeling;

/// <summary>The feed-forward half of a transformer block: linear, exact GELU, linear.</summary>
internal sealed class Mlp : Module<Tensor, Tensor>
{
    /// <summary>Nested as in the official code, for the names <c>layers.0.0</c> and <c>layers.1</c>.</summary>
    internal readonly Sequential layers;

    // A pair, because a field that is a module would be registered under a second name.
    private readonly (Linear Hidden, Linear Output) _linears;

    public Mlp(int width, int hiddenWidth) : base(nameof(Mlp))
    {
        _linears = (Linear(width, hiddenWidth), Linear(hiddenWidth, width));
        layers = Sequential(Sequential(_linears.Hidden, GELU()), _linears.Output);
        RegisterComponents();
    }

    /// <param name="x">(N, T, D), in the type to compute in</param>
    /// <returns>(N, T, D), in the same type</returns>
    public override Tensor forward(Tensor x)
    {
        using DisposeScope scope = NewDisposeScope();
        return _linears.Output.ComputeIn(functional.gelu(_linears.Hidden.ComputeIn(x))).MoveToOuterDisposeScope();
    }
}
