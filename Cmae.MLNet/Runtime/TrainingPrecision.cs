using System.Runtime.Intrinsics.X86;
using TorchSharp;

namespace Cmae.MLNet.Runtime;

/// <summary>Turns the option into a libtorch type.</summary>
internal static class TrainingPrecision
{
    private const int StructuredFeatures = 7;
    private const int AmxBfloat16Bit = 22, Avx512Bfloat16Bit = 5;

    /// <summary>The type in which training on a device multiplies matrices; null for the weights' own type, fp32.</summary>
    public static torch.ScalarType? Resolve(CmaePrecision precision, torch.Device device) => precision switch
    {
        CmaePrecision.Float32 => null,
        CmaePrecision.BFloat16 => torch.ScalarType.BFloat16,
        _ => device.type == DeviceType.CPU && ProcessorHasBfloat16() ? torch.ScalarType.BFloat16 : null,
    };

    /// <summary>One word for the log.</summary>
    public static string Describe(torch.ScalarType? type) => type == torch.ScalarType.BFloat16 ? "bf16" : "fp32";

    // .NET has no IsSupported property for these two; AVX-512F's also tells whether the operating system saves the wide registers.
    private static bool ProcessorHasBfloat16()
    {
        if (!Avx512F.IsSupported || X86Base.CpuId(0, 0).Eax < StructuredFeatures)
            return false;
        bool hasAmx = (X86Base.CpuId(StructuredFeatures, 0).Edx & (1 << AmxBfloat16Bit)) != 0;
        bool hasAvx512 = (X86Base.CpuId(StructuredFeatures, 1).Eax & (1 << Avx512Bfloat16Bit)) != 0;
        return hasAmx || hasAvx512;
    }
}
