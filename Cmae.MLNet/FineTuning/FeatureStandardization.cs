using Cmae.MLNet.Modeling;
using Cmae.MLNet.Tensors;
using TorchSharp;
using static TorchSharp.torch;

namespace Cmae.MLNet.FineTuning;

/// <summary>
/// Features at mean 0 and variance 1, as a linear probe wants them: the official probe's BatchNorm without affine parameters, with the
/// statistics of all training images instead of a batch's.
/// </summary>
/// <remarks>Owns native memory; dispose.</remarks>
internal sealed class FeatureStandardization : IDisposable
{
    private const double Epsilon = 1e-6;

    private readonly Tensor _mean, _deviation;

    /// <param name="features">(N, D): the training images'.</param>
    public FeatureStandardization(Tensor features)
    {
        using DisposeScope scope = NewDisposeScope();
        _mean = features.mean([0]).DetachFromDisposeScope();
        _deviation = features.var(0, unbiased: false).Plus(Epsilon).sqrt().DetachFromDisposeScope();
    }

    /// <param name="features">(N, D)</param>
    /// <returns>(N, D)</returns>
    public Tensor Standardize(Tensor features)
    {
        using DisposeScope scope = NewDisposeScope();
        return ((features - _mean) / _deviation).MoveToOuterDisposeScope();
    }

    /// <summary>A linear layer on standardized features as one on the features themselves: no standardization is left to do.</summary>
    /// <param name="weight">(K, D)</param>
    /// <param name="bias">(K)</param>
    /// <returns>Weight (K, D) and bias (K).</returns>
    public (CmaeWeightTensor Weight, CmaeWeightTensor Bias) Fold(Tensor weight, Tensor bias)
    {
        using IDisposable noGradient = no_grad();
        using DisposeScope scope = NewDisposeScope();
        Tensor folded = weight / _deviation;
        return (ModuleWeights.Copy(folded), ModuleWeights.Copy(bias - folded.matmul(_mean)));
    }

    public void Dispose()
    {
        _mean.Dispose();
        _deviation.Dispose();
    }
}
