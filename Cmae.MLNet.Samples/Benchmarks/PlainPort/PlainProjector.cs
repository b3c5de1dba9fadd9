using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Cmae.MLNet.Samples.Benchmarks.PlainPort;

/// <summary>Projector or predictor: linear, BatchNorm, ReLU, linear without bias.</summary>
internal sealed class PlainProjector : Module<Tensor, Tensor>
{
    internal readonly Linear fc0;
    internal readonly BatchNorm1d bn0;
    internal readonly Linear fc1;

    public PlainProjector(int inputWidth, int hiddenWidth, int outputWidth) : base(nameof(PlainProjector))
    {
        fc0 = Linear(inputWidth, hiddenWidth);
        bn0 = BatchNorm1d(hiddenWidth, 1e-6);
        fc1 = Linear(hiddenWidth, outputWidth, hasBias: false);
        RegisterComponents();
    }

    /// <param name="x">(N, input width)</param>
    /// <returns>(N, output width)</returns>
    public override Tensor forward(Tensor x)
    {
        using DisposeScope scope = NewDisposeScope();
        return fc1.forward(functional.relu(bn0.forward(fc0.forward(x)))).MoveToOuterDisposeScope();
    }
}

/// <summary>Holds the predictor under its official name.</summary>
internal sealed class PlainHead : Module
{
    internal readonly PlainProjector predictor;

    public PlainHead(int width, int hiddenWidth) : base(nameof(PlainHead))
    {
        predictor = new PlainProjector(width, hiddenWidth, width);
        RegisterComponents();
    }
}
