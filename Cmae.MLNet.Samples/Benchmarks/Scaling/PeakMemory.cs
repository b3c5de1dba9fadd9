using System.Globalization;

namespace Cmae.MLNet.Samples.Benchmarks.Scaling;

/// <summary>How much resident memory an action needs at its peak, as Linux counts it for the process.</summary>
internal static class PeakMemory
{
    private const string Status = "/proc/self/status", Reset = "/proc/self/clear_refs";
    private const string ResetPeak = "5"; // proc(5): sets the peak to the present size

    /// <summary>Bytes beyond those resident before; null if the system does not report it.</summary>
    public static double? Measure(Action action)
    {
        if (!File.Exists(Status) || !File.Exists(Reset))
            return null;
        GC.Collect();
        File.WriteAllText(Reset, ResetPeak);
        double before = Bytes("VmRSS:");
        action();
        return Math.Max(0, Bytes("VmHWM:") - before);
    }

    // "VmHWM:     12345 kB"
    private static double Bytes(string name)
    {
        string line = File.ReadLines(Status).First(line => line.StartsWith(name, StringComparison.Ordinal));
        return 1024 * double.Parse(
            line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2].Split('\t')[^1], CultureInfo.InvariantCulture);
    }
}
