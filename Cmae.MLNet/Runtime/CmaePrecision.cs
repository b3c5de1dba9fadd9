namespace Cmae.MLNet;

/// <summary>What training multiplies matrices in. Weights, norms, losses and the residual stream are fp32 in every case.</summary>
public enum CmaePrecision
{
    /// <summary><see cref="BFloat16"/> on a processor with instructions for it (AVX-512 BF16 or AMX), else <see cref="Float32"/>; the log says which. The default.</summary>
    Auto,

    /// <summary>fp32 throughout.</summary>
    Float32,

    /// <summary>bf16 products with fp32 master weights: about twice as fast where the hardware has it, correct but slow where it has not.</summary>
    BFloat16,
}
