using TorchSharp;

namespace Cmae.MLNet.Runtime;

/// <summary>The memory that training may use.</summary>
internal static class AvailableMemory
{
    /// <summary>
    /// Bytes of main memory that this process may use, taking a container's limit into account; null for a GPU, whose memory TorchSharp cannot report.
    /// </summary>
    public static long? GetBytes(torch.Device device) =>
        device.type == DeviceType.CPU ? GC.GetGCMemoryInfo().TotalAvailableMemoryBytes : null;
}
