using Cmae.MLNet.Tensors;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Cmae.MLNet.Modeling;

/// <summary>Scaled dot-product attention, by whichever of two ways is faster.</summary>
internal static class DotProductAttention
{
    /// <summary>softmax(q kᵀ / √d) v; the softmax is computed in fp32 whatever the type.</summary>
    /// <param name="query">(N, H, T, d)</param>
    /// <param name="key">(N, H, T, d)</param>
    /// <param name="value">(N, H, T, d)</param>
    /// <returns>(N, H, T, d)</returns>
    public static Tensor Attend(Tensor query, Tensor key, Tensor value)
    {
        // In bf16, the backward pass of libtorch's fused kernel for the CPU takes three times as long as the products that it is made of.
        bool isFusedFaster = query.dtype != ScalarType.BFloat16 || query.device_type != DeviceType.CPU;
        if (isFusedFaster)
            return functional.scaled_dot_product_attention(query, key, value);
        using DisposeScope scope = NewDisposeScope();
        Tensor weights = query.Over(Math.Sqrt(query.shape[^1])).matmul(key.transpose(-2, -1)).softmax(-1);  // (N, H, T, T)
        return weights.matmul(value).MoveToOuterDisposeScope();
    }
}
