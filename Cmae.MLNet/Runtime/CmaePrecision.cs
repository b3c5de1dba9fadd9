namespace Cmae.MLNet;

/// <summary>The precision of training's matrix products. Weights, norms, losses and the residual stream are always fp32.</summary>
public enum CmaePrecision
{
    /// <summary>
    /// <see cref="BFloat16"/> on a processor with instructions for it (AVX-512 BF16 or AMX), else <see cref="Float32"/>; the log says which.
    /// The default.
    /// </summary>
    Auto,

    /// <summary>fp32 throughout.</summary>
    Float32,

    /// <summary>bf16 products with fp32 master weights: about twice as fast on hardware that supports bf16, correct but slow on other hardware.</summary>
    BFloat16,
}
