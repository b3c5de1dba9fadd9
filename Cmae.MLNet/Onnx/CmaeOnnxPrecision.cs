namespace Cmae.MLNet;

/// <summary>How an exported ONNX model stores the matrices of its blocks, which make up nearly all of the file. Everything else is 32-bit floats.</summary>
public enum CmaeOnnxPrecision
{
    /// <summary>32-bit floats, as trained; such a file reads back bit-exact. The default.</summary>
    Float32,

    /// <summary>
    /// 16-bit floats, converted to 32-bit ones when the model is loaded: half the file size, the same speed, features that agree to about
    /// 3 digits. Works wherever ONNX works.
    /// </summary>
    Float16,

    /// <summary>
    /// 8-bit integers with a factor for every output channel; the inputs of their products are rounded to 8 bits while the model runs (dynamic
    /// quantization): a quarter of the file size, for processors with instructions for it (AVX-512 VNNI, AMX). Features differ by more than with
    /// 16 bits: check the effect on your own task.
    /// </summary>
    Int8,
}
