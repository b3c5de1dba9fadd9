using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using TorchSharp;

namespace Cmae.MLNet.Samples.Benchmarks.Measuring;

/// <summary>What the figures were measured on.</summary>
/// <param name="Processor">Its name, as the system gives it.</param>
/// <param name="Cores">Logical cores that this process may use.</param>
/// <param name="LibtorchThreads">Threads of libtorch; the environment variable OMP_NUM_THREADS changes them.</param>
/// <param name="MemoryGigabytes">Memory that this process may use.</param>
/// <param name="System">Operating system.</param>
/// <param name="Versions">.NET, libtorch, ONNX Runtime.</param>
internal sealed record Machine(string Processor, int Cores, int LibtorchThreads, double MemoryGigabytes, string System, string Versions)
{
    private const string ProcessorFile = "/proc/cpuinfo";

    public static Machine Here() => new(
        ProcessorName(), Environment.ProcessorCount, torch.get_num_threads(),
        Math.Round(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1e9), RuntimeInformation.OSDescription,
        $"{RuntimeInformation.FrameworkDescription}, libtorch {torch.__version__}, "
            + $"ONNX Runtime {OrtEnv.Instance().GetVersionString()}");

    public override string ToString() =>
        $"{Processor}, {Cores} cores ({LibtorchThreads} libtorch threads), {MemoryGigabytes:F0} GB; {System}; {Versions}";

    private static string ProcessorName() => File.Exists(ProcessorFile)
        ? File.ReadLines(ProcessorFile).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1]
            .Trim() ?? Architecture()
        : Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER") ?? Architecture();

    private static string Architecture() => RuntimeInformation.ProcessArchitecture.ToString();
}
