using Cmae.MLNet.Tensors;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Cmae.MLNet.Samples.Benchmarks.PlainPort;

/// <summary>Projector or predictor: linear, BatchNorm, ReLU, linear without bias.</summary>
internal sealed class PlainProjector : Module<Tensor, Tensor>
{
    private const double Epsilon = 1e-6, Momentum = 0.1;

    internal readonly Linear fc0;
    internal readonly BatchNorm1d bn0;
    internal readonly Linear fc1;

    public PlainProjector(int inputWidth, int hiddenWidth, int outputWidth) : base(nameof(PlainProjector))
    {
        fc0 = Linear(inputWidth, hiddenWidth);
        bn0 = BatchNorm1d(hiddenWidth, Epsilon, Momentum);
        fc1 = Linear(hiddenWidth, outputWidth, hasBias: false);
        RegisterComponents();
    }

    /// <param name="x">(N, input width)</param>
    /// <returns>(N, output width)</returns>
    public override Tensor forward(Tensor x)
    {
        using DisposeScope scope = NewDisposeScope();
        return fc1.forward(functional.relu(Normalize(fc0.forward(x)))).MoveToOuterDisposeScope();
    }

    // What BatchNorm's own forward does, without the numbers that it may free too early (see TensorArithmetic).
    private Tensor Normalize(Tensor x)
    {
        bn0.num_batches_tracked!.Increment();
        return functional.batch_norm(x, bn0.running_mean, bn0.running_var, bn0.weight, bn0.bias, training: true, Momentum, Epsilon);
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
