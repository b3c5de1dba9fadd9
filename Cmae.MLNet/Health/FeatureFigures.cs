using Cmae.MLNet.Tensors;
using TorchSharp;
using static TorchSharp.torch;

namespace Cmae.MLNet.Health;

/// <summary>How much of their space features use.</summary>
/// <param name="EffectiveRank">The exponential of the entropy of the singular values, the mean taken out.</param>
/// <param name="Variance">Mean over the dimensions.</param>
/// <param name="DeadDimensions">Share of dimensions with a variance below a hundredth of the mean one.</param>
internal readonly record struct FeatureFigures(double EffectiveRank, double Variance, double DeadDimensions)
{
    private const double DeadShare = 0.01;

    /// <summary>Computes the figures.</summary>
    /// <param name="features">(N, D), of at least two images.</param>
    public static FeatureFigures Of(Tensor features)
    {
        using IDisposable noGradient = no_grad();
        using DisposeScope scope = NewDisposeScope();
        Tensor centered = features.to_type(ScalarType.Float64) - features.to_type(ScalarType.Float64).mean([0], keepdim: true);
        Tensor variances = centered.Squared().mean([0]);                                                      // (D)
        double[] ofDimensions = variances.cpu().data<double>().ToArray();
        double variance = ofDimensions.Average();
        return new(
            RankOf(linalg.svdvals(centered).cpu().data<double>().ToArray()),
            variance,
            ofDimensions.Count(one => one < DeadShare * variance) / (double)ofDimensions.Length);
    }

    private static double RankOf(double[] singularValues)
    {
        double sum = singularValues.Sum();
        return sum == 0 ? 1 : Math.Exp(-singularValues.Select(value => value / sum).Sum(share => share * Math.Log(share + 1e-12)));
    }
}
