using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Cmae.MLNet.Samples.Benchmarks.PlainPort;

/// <summary>Linear, exact GELU, linear; nested for the official names <c>layers.0.0</c> and <c>layers.1</c>.</summary>
internal sealed class PlainMlp : Module<Tensor, Tensor>
{
    internal readonly Sequential layers;

    public PlainMlp(int width, int hiddenWidth) : base(nameof(PlainMlp))
    {
        layers = Sequential(Sequential(Linear(width, hiddenWidth), GELU()), Linear(hiddenWidth, width));
        RegisterComponents();
    }

    /// <param name="x">(N, T, D)</param>
    /// <returns>(N, T, D)</returns>
    public override Tensor forward(Tensor x)
    {
        using DisposeScope scope = NewDisposeScope();
        return layers.forward(x).MoveToOuterDisposeScope();
    }
}
