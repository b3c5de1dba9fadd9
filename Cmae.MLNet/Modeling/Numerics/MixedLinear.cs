using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Cmae.MLNet.Modeling;

/// <summary>
/// A linear layer that may multiply in a smaller type than its weights have. The optimizer moves weights in fp32; they and the input are
/// rounded for the product alone.
/// </summary>
/// <remarks>
/// The result stays in the smaller type, so that layers in a row round once. Wherever it meets a tensor in fp32 (the residual stream,
/// mask tokens, the target of a loss), libtorch's type promotion makes the result fp32.
/// </remarks>
internal sealed class MixedLinear : Module<Tensor, Tensor>
{
    internal readonly Parameter weight;
    internal readonly Parameter bias;
    private readonly ScalarType? _computeType;

    /// <summary>Builds the layer with weights of zero.</summary>
    /// <param name="inputWidth">Channels of the input.</param>
    /// <param name="outputWidth">Channels of the output.</param>
    /// <param name="computeType">The type to multiply in; null for that of the weights.</param>
    public MixedLinear(int inputWidth, int outputWidth, ScalarType? computeType) : base(nameof(MixedLinear))
    {
        weight = ModelParameter.Learned(outputWidth, inputWidth);
        bias = ModelParameter.Learned(outputWidth);
        _computeType = computeType;
        RegisterComponents();
    }

    /// <param name="x">(…, input width)</param>
    /// <returns>(…, output width), in the type to multiply in</returns>
    public override Tensor forward(Tensor x)
    {
        if (_computeType is not { } type)
            return functional.linear(x, weight, bias);
        using DisposeScope scope = NewDisposeScope();
        return functional.linear(x.to_type(type), weight.to_type(type), bias.to_type(type)).MoveToOuterDisposeScope();
    }

    /// <summary>Multiplies in the type of the weights, whatever the layer was made for.</summary>
    /// <param name="x">(…, input width)</param>
    /// <returns>(…, output width), in the type of the weights</returns>
    public Tensor forward_unrounded(Tensor x) => functional.linear(x, weight, bias);
}
