using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace Cmae.MLNet.Samples.Tool.Libtorch;

/// <summary>
/// Where the installed tool finds libtorch, half a gigabyte, which its own package leaves out: in the folder that CMAE_LIBTORCH names, else among
/// the packages of NuGet, where every project that uses it has it already.
/// </summary>
internal static class LibtorchFolder
{
    /// <summary>The variable of the environment that names a folder with libtorch's libraries.</summary>
    public const string Variable = "CMAE_LIBTORCH";

    /// <summary>The folder of NuGet's packages.</summary>
    public static string NuGetPackages =>
        Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } folder
            ? folder
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    /// <summary>From now on, libtorch's libraries are looked for there when they are not beside the tool.</summary>
    public static void UseWhereMissing() => AssemblyLoadContext.Default.ResolvingUnmanagedDll += (_, name) =>
        name.StartsWith("torch", StringComparison.Ordinal) ? Load(name, Candidates()) : 0;

    /// <summary>Loads a library from the first of some folders that has it.</summary>
    /// <param name="name">Its name without prefix and extension, such as torch_cpu.</param>
    /// <param name="folders">Where to look.</param>
    /// <returns>Its handle; 0 if no folder has it.</returns>
    /// <exception cref="DllNotFoundException">The library is there and cannot be loaded.</exception>
    public static nint Load(string name, IEnumerable<string> folders)
    {
        foreach (string folder in folders)
        {
            if (!File.Exists(Path.Combine(folder, FileNameOf(name))))
                continue;
            // It brings all others along; TorchSharp's library, which lies elsewhere, needs it loaded.
            NativeLibrary.Load(Path.Combine(folder, FileNameOf("torch")));
            return NativeLibrary.Load(Path.Combine(folder, FileNameOf(name)));
        }
        return 0;
    }

    /// <summary>The folders, the one of the user's choice first.</summary>
    public static IEnumerable<string> Candidates()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } chosen)
            yield return chosen;
        (string package, string version) = (Metadata("LibtorchPackage"), Metadata("LibtorchVersion"));
        string system = package[(package.IndexOf("cpu-", StringComparison.Ordinal) + "cpu-".Length)..];
        yield return Path.Combine(NuGetPackages, package, version, "runtimes", system, "native");
    }

    /// <summary>What a library's file is called on this system.</summary>
    public static string FileNameOf(string name)
    {
        if (OperatingSystem.IsWindows())
            return $"{name}.dll";
        return OperatingSystem.IsMacOS() ? $"lib{name}.dylib" : $"lib{name}.so";
    }

    private static string Metadata(string key) => typeof(LibtorchFolder).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(metadata => metadata.Key == key).Value!;
}
