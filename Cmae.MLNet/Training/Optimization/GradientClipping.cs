using Cmae.MLNet.Tensors;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Cmae.MLNet.Training;

/// <summary>Bounds the norm of all gradients together, as PyTorch's clip_grad_norm_ does, to the same bits.</summary>
internal static class GradientClipping
{
    private const double NormEpsilon = 1e-6;

    /// <summary>Scales gradients so that their norm is at most <paramref name="limit"/>; smaller ones stay as they are.</summary>
    /// <param name="parameters">Parameters of one type on one device; those without a gradient are left out.</param>
    /// <param name="limit">The largest norm.</param>
    /// <returns>The Euclidean norm over all gradients before they were scaled; 0 if there is none.</returns>
    public static double Clip(IEnumerable<Parameter> parameters, double limit)
    {
        using IDisposable noGradient = no_grad();
        using DisposeScope scope = NewDisposeScope();
        Tensor[] gradients = [.. parameters.Select(parameter => parameter.grad).OfType<Tensor>()];
        if (gradients.Length == 0)
            return 0;
        Tensor norm = stack(gradients.Select(gradient => gradient.norm())).norm();
        Tensor factor = (tensor(limit, dtype: norm.dtype, device: norm.device) / norm.Plus(NormEpsilon)).Within(0, 1);   // NaN stays NaN
        foreach (Tensor gradient in gradients)
            gradient.mul_(factor);
        return norm.to_type(ScalarType.Float64).item<double>();
    }
}
