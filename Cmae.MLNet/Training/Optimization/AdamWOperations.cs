using TorchSharp;
using static Cmae.MLNet.Tensors.TensorArithmetic;
using static TorchSharp.torch;

namespace Cmae.MLNet.Training;

/// <summary>AdamW's update by libtorch's operations, one after the other: on any device, for any type of number.</summary>
/// <remarks>
/// As libtorch's own AdamW, whose step in TorchSharp makes numbers that may be freed while native code reads them (see
/// <c>TensorArithmetic</c>).
/// </remarks>
internal static class AdamWOperations
{
    /// <summary>Updates a parameter and its moments in place.</summary>
    public static void Update(AdamWKernel update, Tensor parameter, Tensor gradient, Tensor firstMoment, Tensor secondMoment)
    {
        using IDisposable noGradient = no_grad();
        using DisposeScope scope = NewDisposeScope();
        using Scalar keep = Number(1 - (update.LearningRate * update.WeightDecay));
        using Scalar stepSize = Number(-update.LearningRate / update.FirstCorrection);
        using Scalar beta1 = Number(update.Beta1), rest1 = Number(1 - update.Beta1);
        using Scalar beta2 = Number(update.Beta2), rest2 = Number(1 - update.Beta2);
        using Scalar root = Number(Math.Sqrt(update.SecondCorrection)), epsilon = Number(AdamWKernel.Epsilon), one = Number(1);
        parameter.mul_(keep);
        firstMoment.mul_(beta1).add_(gradient, rest1);
        secondMoment.mul_(beta2).addcmul_(gradient, gradient, rest2);
        Tensor denominator = secondMoment.sqrt().div_(root).add_(epsilon, one);
        parameter.addcdiv_(firstMoment, denominator, stepSize);
    }
}
