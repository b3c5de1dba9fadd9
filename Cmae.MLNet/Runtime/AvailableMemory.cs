using TorchSharp;

namespace Cmae.MLNet.Runtime;

/// <summary>The memory that training may use.</summary>
internal static class AvailableMemory
{
    /// <summary>
    /// Bytes of main memory that this process may use, taking a container's limit and that of address space into account; null for a GPU, whose memory
    /// TorchSharp cannot report.
    /// </summary>
    public static long? GetBytes(torch.Device device) =>
        device.type == DeviceType.CPU
            ? Math.Min(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes, AddressSpace.Left() ?? long.MaxValue)
            : null;
}
