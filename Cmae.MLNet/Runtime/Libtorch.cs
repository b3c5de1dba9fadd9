using System.Diagnostics;
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
        try
        {
            LoadTorch(torchSharp);
            NativeLibrary.Load("LibTorchSharp", torchSharp, null);
            return null;
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException)
        {
            return new CmaeLibtorchLoadException(MessageOf(e.Message, LoadedFile(), RuntimeInformation.RuntimeIdentifier, CpuPackage()), e);
        }
    }

    private static void LoadTorch(Assembly torchSharp)
    {
        if (!NativeLibrary.TryLoad("torch_cpu", torchSharp, null, out _) && !NativeLibrary.TryLoad("torch_cuda", torchSharp, null, out _))
            NativeLibrary.Load("torch_cpu", torchSharp, null); // says why
    }

    /// <summary>The libtorch that this process has loaded, which may be the operating system's; null if none is loaded.</summary>
    private static string? LoadedFile()
    {
        using var process = Process.GetCurrentProcess();
        return process.Modules.Cast<ProcessModule>().Select(module => module.FileName)
            .FirstOrDefault(file => Path.GetFileName(file).Contains("torch_cpu", StringComparison.Ordinal));
    }

    /// <summary>Turns the loader's message into a reason and a remedy.</summary>
    /// <param name="loader">What the loader says: a line for every file that it tried.</param>
    /// <param name="loaded">The libtorch that was loaded all the same; null if none was.</param>
    /// <param name="platform">This platform.</param>
    /// <param name="cpuPackage">The package for it; null if there is none.</param>
    internal static string MessageOf(string loader, string? loaded, string platform, string? cpuPackage)
    {
        if (cpuPackage is null)
        {
            return $"Training needs libtorch, and TorchSharp has none for this platform ({platform}). " +
                "Train on Linux x64, Windows x64 or macOS arm64; a saved model can be scored here.";
        }
        string install = $"dotnet add package {cpuPackage} --version {Version} (CPU), " +
            $"or TorchSharp-cuda-{(OperatingSystem.IsWindows() ? "windows" : "linux")} for an NVIDIA GPU";
        string which = loaded is null ? "" : $" The libtorch that was loaded is '{loaded}'.";
        if (Says(loader, "cannot allocate memory", "failed to map segment", "not enough memory", "paging file is too small"))
        {
            return "Training needs libtorch, which was found but does not fit in the memory that this process may use: " +
                "it takes about 1 GB of address space. " +
                $"Raise the limit (ulimit -v, or that of the container).{which} Its package: {install}. The loader says: {loader}";
        }
        if (Says(loader, "too many open files"))
        {
            return "Training needs libtorch, which cannot be opened: this process has reached its limit of open files. " +
                $"Raise the limit (ulimit -n), or close files.{which} Its package: {install}. The loader says: {loader}";
        }
        if (Says(loader, "GLIBCXX"))
        {
            return "Training needs TorchSharp's native library, which requires a newer libstdc++ than this system has. " +
                "Cmae.MLNet fixes that in the output folder of a project that references the package Cmae.MLNet; " +
                "if the application was built on another machine, " +
                $"build or publish it with -p:CmaeRelaxLibstdcxx=always.{which} Its package: {install}. The loader says: {loader}";
        }
        if (Says(loader, "file too short", "invalid ELF header", "ELF file", "not a valid Win32"))
        {
            return "Training needs libtorch, and its file is damaged. " +
                $"Delete the package's folder and restore it: {install}.{which} The loader says: {loader}";
        }
        if (loaded is null && !Says(loader, "undefined symbol", "version `", "permission denied"))
            return $"Training needs libtorch, which this application does not include. Add it for this platform ({platform}): {install}.";
        return "Training needs libtorch, which was found but cannot be loaded. The versions of its package and of TorchSharp must match; " +
            $"the operating system's own libtorch does not. Add the one that does: {install}.{which} The loader says: {loader}";
    }

    private static bool Says(string loader, params ReadOnlySpan<string> words)
    {
        foreach (string word in words)
        {
            if (loader.Contains(word, StringComparison.OrdinalIgnoreCase))
                return true;
        }
        return false;
    }

    private static string? CpuPackage() => RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.X64 when OperatingSystem.IsLinux() => "libtorch-cpu-linux-x64",
        Architecture.X64 when OperatingSystem.IsWindows() => "libtorch-cpu-win-x64",
        Architecture.Arm64 when OperatingSystem.IsMacOS() => "libtorch-cpu-osx-arm64",
        _ => null,
    };
}
