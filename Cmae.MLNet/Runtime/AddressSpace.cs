using System.Globalization;

namespace Cmae.MLNet.Runtime;

/// <summary>The address space that is left to this process under its limit (ulimit -v), which .NET does not take into account.</summary>
internal static class AddressSpace
{
    private const string Limits = "/proc/self/limits", Sizes = "/proc/self/statm";

    /// <summary>Bytes; null if there is no limit, or the system does not say.</summary>
    public static long? Left()
    {
        try
        {
            return File.Exists(Limits) && Limit(File.ReadLines(Limits)) is { } limit
                ? Math.Max(0, limit - Used(File.ReadAllText(Sizes)))
                : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or FormatException)
        {
            return null;
        }
    }

    /// <summary>The soft limit, in bytes; null for none.</summary>
    internal static long? Limit(IEnumerable<string> lines) =>
        lines.FirstOrDefault(line => line.StartsWith("Max address space", StringComparison.Ordinal)) is { } line
        && long.TryParse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[3], CultureInfo.InvariantCulture, out long bytes)
            ? bytes
            : null;

    private static long Used(string sizes) => long.Parse(sizes.Split(' ')[0], CultureInfo.InvariantCulture) * Environment.SystemPageSize;
}
