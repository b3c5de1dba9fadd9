using System.Reflection;
using System.Runtime.InteropServices;
using TorchSharp;

namespace Cmae.MLNet.Runtime;

/// <summary>Loads libtorch before the first use of TorchSharp, so that a failure gives one clear error.</summary>
/// <remarks>
/// Otherwise TorchSharp throws a TypeInitializationException when the load fails, after copying half a gigabyte of package files into the
/// output folder.
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
        if (!NativeLibrary.TryLoad("torch_cpu", torchSharp, null, out _) &&
            !NativeLibrary.TryLoad("torch_cuda", torchSharp, null, out _))
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
            ? $"Training needs libtorch, and TorchSharp has none for this platform ({platform}). " +
              "Train on Linux x64, Windows x64 or macOS arm64; a saved model can be scored here."
            : $"Training needs libtorch, which this application does not include. Add it for this platform ({platform}): " +
              $"dotnet add package {cpuPackage} --version {Version} (CPU), or " +
              $"TorchSharp-cuda-{(OperatingSystem.IsWindows() ? "windows" : "linux")} for an NVIDIA GPU.";

    internal static string UnloadableMessage(string loaderMessage) =>
        loaderMessage.Contains("GLIBCXX", StringComparison.Ordinal)
            ? "Training needs TorchSharp's native library, which requires a newer libstdc++ than this system has. " +
              "Cmae.MLNet fixes that in the output folder of a project that references the package Cmae.MLNet; " +
              "if the application was built on another machine, " +
              $"build or publish it with -p:CmaeRelaxLibstdcxx=always. The loader says: {loaderMessage}"
            : "Training needs libtorch, which was found but cannot be loaded. The versions of its package and of TorchSharp must match: " +
              $"{CpuPackage()} {Version}. The loader says: {loaderMessage}";

    private static string? CpuPackage() => RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.X64 when OperatingSystem.IsLinux() => "libtorch-cpu-linux-x64",
        Architecture.X64 when OperatingSystem.IsWindows() => "libtorch-cpu-win-x64",
        Architecture.Arm64 when OperatingSystem.IsMacOS() => "libtorch-cpu-osx-arm64",
        _ => null,
    };
}
