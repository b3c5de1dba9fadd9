namespace Cmae.MLNet;

/// <summary>What computes features when data is read.</summary>
public enum CmaeScoringEngine
{
    /// <summary>ONNX Runtime, in 32-bit floats: needs no libtorch, and gives what a saved model gives. The default.</summary>
    OnnxRuntime,

    /// <summary>
    /// libtorch, with matrix products in bf16 (on the GPU if there is one): for many images on a processor with AVX-512 BF16 or AMX. Features
    /// differ from those of a saved model by about the rounding of bf16 (2 to 3 digits). Correct but slow on other processors; needs libtorch, as
    /// training does. All features but <see cref="CmaeFeatureKind.Attention"/>.
    /// </summary>
    LibtorchBFloat16,
}
