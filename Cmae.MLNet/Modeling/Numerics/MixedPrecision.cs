using Cmae.MLNet.Tensors;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Cmae.MLNet.Modeling;

/// <summary>
/// Matrix products in the type of their input. Weights stay in fp32, where the optimizer moves them, and are rounded for the
/// product alone; norms, losses and the residual stream stay in fp32 because nobody hands them anything else.
/// </summary>
internal static class MixedPrecision
{
    /// <summary>Rounds the input of a product.</summary>
    /// <param name="x">In the type of the weights.</param>
    /// <param name="type">The type to multiply in; null for that of the weights.</param>
    public static Tensor RoundedTo(this Tensor x, ScalarType? type) => type is { } reduced ? x.to_type(reduced) : x;

    /// <summary>The layer, computed in the type of <paramref name="x"/>.</summary>
    /// <param name="layer">With weights in fp32.</param>
    /// <param name="x">(…, input width)</param>
    /// <returns>(…, output width), in the same type.</returns>
    public static Tensor ComputeIn(this Linear layer, Tensor x)
    {
        using DisposeScope scope = NewDisposeScope();
        ScalarType type = x.dtype;
        return functional.linear(x, layer.weight!.to_type(type), layer.bias?.to_type(type)).MoveToOuterDisposeScope();
    }

    /// <summary>softmax(q kᵀ / √d) v; the softmax is computed in fp32 whatever the type.</summary>
    /// <param name="query">(N, H, T, d)</param>
    /// <param name="key">(N, H, T, d)</param>
    /// <param name="value">(N, H, T, d)</param>
    /// <returns>(N, H, T, d)</returns>
    public static Tensor Attend(Tensor query, Tensor key, Tensor value)
    {
        // In bf16, libtorch's fused kernel for the CPU takes three times as long backward as the products that it is made of.
        bool isFusedFaster = query.dtype != ScalarType.BFloat16 || query.device_type != DeviceType.CPU;
        if (isFusedFaster)
            return functional.scaled_dot_product_attention(query, key, value);
        using DisposeScope scope = NewDisposeScope();
        Tensor weights = query.Over(Math.Sqrt(query.shape[^1])).matmul(key.transpose(-2, -1)).softmax(-1);  // (N, H, T, T)
        return weights.matmul(value).MoveToOuterDisposeScope();
    }
}
