using TorchSharp;

namespace Cmae.MLNet.Runtime;

/// <summary>Memory that a training may use.</summary>
internal static class AvailableMemory
{
    /// <summary>Bytes of main memory that this process may use, a container's limit counted in; null for a GPU, whose memory TorchSharp does not tell.</summary>
    public static long? Of(torch.Device device) => device.type == DeviceType.CPU ? GC.GetGCMemoryInfo().TotalAvailableMemoryBytes : null;
}
