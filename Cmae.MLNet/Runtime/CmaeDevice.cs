namespace Cmae.MLNet;

/// <summary>Where training runs. Scoring always runs on ONNX Runtime.</summary>
public enum CmaeDevice
{
    /// <summary>CUDA where the application references a CUDA build of libtorch and a GPU is there, else the CPU; the log says which. The default.</summary>
    Auto,

    /// <summary>The CPU.</summary>
    Cpu,

    /// <summary>The first CUDA GPU; an error where there is none.</summary>
    Cuda,
}
