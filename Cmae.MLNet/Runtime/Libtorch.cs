using System.Reflection;
using System.Runtime.InteropServices;
using TorchSharp;

namespace Cmae.MLNet.Runtime;

/// <summary>Loads libtorch before the first touch of TorchSharp, so that a failure is one clear error.</summary>
/// <remarks>
/// Left to itself, TorchSharp answers a failed load with a TypeInitializationException, after copying half a gigabyte of
/// package files into the output folder.
/// </remarks>
internal static class Libtorch
{
    private const string Version = "2.10.0";

    private static readonly Lazy<CmaeLibtorchLoadException?> s_failure = new(Load);

    /// <summary>Makes sure that libtorch is loaded.</summary>
    /// <exception cref="CmaeLibtorchLoadException">It is missing or cannot be loaded.</exception>
    public static void EnsureLoaded()
    {
        if (s_failure.Value is { } failure)
            throw new CmaeLibtorchLoadException(failure.Message, failure.InnerException);
    }

    private static CmaeLibtorchLoadException? Load()
    {
        Assembly torchSharp = typeof(torch).Assembly;
        if (!NativeLibrary.TryLoad("torch_cpu", torchSharp, null, out _) && !NativeLibrary.TryLoad("torch_cuda", torchSharp, null, out _))
            return new CmaeLibtorchLoadException(MissingMessage(RuntimeInformation.RuntimeIdentifier, CpuPackage()), null);
        try
        {
            NativeLibrary.Load("LibTorchSharp", torchSharp, null);
            return null;
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException)
        {
            return new CmaeLibtorchLoadException(UnloadableMessage(e.Message), e);
        }
    }

    internal static string MissingMessage(string platform, string? cpuPackage) =>
        cpuPackage is null
            ? $"Training needs libtorch, and TorchSharp has none for this platform ({platform}). Train on Linux x64, Windows x64 or macOS arm64; scoring a saved model runs here all the same."
            : $"Training needs libtorch, which this application does not carry. Add it for this platform ({platform}): " +
              $"dotnet add package {cpuPackage} --version {Version} (CPU), or TorchSharp-cuda-{(OperatingSystem.IsWindows() ? "windows" : "linux")} for an NVIDIA GPU.";

    internal static string UnloadableMessage(string loaderMessage) =>
        loaderMessage.Contains("GLIBCXX", StringComparison.Ordinal)
            ? "Training needs TorchSharp's native library, which asks for a newer libstdc++ than this system has. Cmae.MLNet mends that in the output " +
              "folder of a project that references the package Cmae.MLNet; if the application was built on another machine, " +
              $"build or publish it with -p:CmaeRelaxLibstdcxx=always. The loader says: {loaderMessage}"
            : $"Training needs libtorch, which is there but cannot be loaded. Its package and TorchSharp must fit together: {CpuPackage()} {Version}. The loader says: {loaderMessage}";

    private static string? CpuPackage() => (OperatingSystem.IsLinux(), OperatingSystem.IsWindows(), OperatingSystem.IsMacOS(), RuntimeInformation.ProcessArchitecture) switch
    {
        (true, _, _, Architecture.X64) => "libtorch-cpu-linux-x64",
        (_, true, _, Architecture.X64) => "libtorch-cpu-win-x64",
        (_, _, true, Architecture.Arm64) => "libtorch-cpu-osx-arm64",
        _ => null,
    };
}
