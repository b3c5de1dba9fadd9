using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Cmae.MLNet.Modeling;

/// <summary>The shape of projector and predictor: linear, BatchNorm, ReLU, and a linear layer without bias.</summary>
internal sealed class ContrastiveMlp : Module<Tensor, Tensor>
{
    private const double BatchNormEpsilon = 1e-6;

    internal readonly Linear fc0;
    internal readonly BatchNorm1d bn0;
    internal readonly Linear fc1;

    public ContrastiveMlp(int inputWidth, int hiddenWidth, int outputWidth) : base(nameof(ContrastiveMlp))
    {
        fc0 = Linear(inputWidth, hiddenWidth);
        bn0 = BatchNorm1d(hiddenWidth, BatchNormEpsilon);
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
