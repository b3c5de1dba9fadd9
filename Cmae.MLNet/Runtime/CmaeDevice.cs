namespace Cmae.MLNet;

/// <summary>
/// Where training runs. Scoring runs on ONNX Runtime, on the CPU, unless its engine is <see cref="CmaeScoringEngine.LibtorchBFloat16"/>, which
/// chooses as <see cref="Auto"/> does.
/// </summary>
public enum CmaeDevice
{
    /// <summary>CUDA if the application references a CUDA build of libtorch and there is a GPU, else the CPU; the log says which. The default.</summary>
    Auto,

    /// <summary>The CPU.</summary>
    Cpu,

    /// <summary>The first CUDA GPU; an error if there is none.</summary>
    Cuda,
}
