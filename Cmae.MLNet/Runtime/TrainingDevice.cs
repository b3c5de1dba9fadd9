using TorchSharp;

namespace Cmae.MLNet.Runtime;

/// <summary>Turns the option into a libtorch device; never falls back silently.</summary>
internal static class TrainingDevice
{
    /// <summary>The device that training runs on. Loads libtorch.</summary>
    /// <exception cref="CmaeLibtorchLoadException">libtorch is missing or cannot be loaded.</exception>
    /// <exception cref="InvalidOperationException">CUDA is requested but not available.</exception>
    public static torch.Device Resolve(CmaeDevice device)
    {
        Libtorch.EnsureLoaded();
        bool cuda = device != CmaeDevice.Cpu && torch.cuda_is_available();
        if (device == CmaeDevice.Cuda && !cuda)
        {
            throw new InvalidOperationException(
                "Device = Cuda, but libtorch finds no CUDA GPU here. Reference TorchSharp-cuda-linux or TorchSharp-cuda-windows " +
                "instead of the CPU package, check the driver, or set Device = Auto.");
        }
        return cuda ? torch.CUDA : torch.CPU;
    }

    /// <summary>One line for the log: what training runs on.</summary>
    public static string Describe(torch.Device device, torch.ScalarType? computeType) =>
        device.type == DeviceType.CUDA
            ? $"GPU {device.index} of {torch.cuda.device_count()}, {Libraries}, {TrainingPrecision.Describe(computeType)}"
            : $"CPU, {Threads(torch.get_num_threads())}, {Libraries}, {TrainingPrecision.Describe(computeType)}";

    private static string Threads(int count) => count == 1 ? "1 thread" : $"{count} threads";

    private static string Libraries =>
        $"libtorch {torch.__version__} by TorchSharp {typeof(torch).Assembly.GetName().Version?.ToString(3)}";
}
